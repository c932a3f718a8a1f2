import openai
from framework import register


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


register(ask)


def show(messages):
    answer = ask(messages)
    print(answer["choices"][0]["message"]["content"])
