import openai
from framework import register


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


register(ask)


def show(messages):
    answer = ask(messages)
    print(answer["choices"][0]["message"]["content"])
