import openai
import os


def both():
    return openai.api_key or os.environ.get("OPENAI_API_KEY"), openai.api_version


def ask(text):
    return openai.completions.create(model="davinci-002", prompt=text).choices[0].text
