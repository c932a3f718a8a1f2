import openai
from openai import Completion


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def go_on(text):
    return openai.completions.create(model="davinci-002", prompt=text).choices[0].text
