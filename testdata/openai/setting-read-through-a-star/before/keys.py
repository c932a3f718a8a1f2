from openai import *


def both():
    return api_key, api_version


def ask(text):
    return Completion.create(engine="davinci-002", prompt=text)["choices"][0]["text"]
