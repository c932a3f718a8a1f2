from openai import *


def ask(messages):
    print(len(messages))
    return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
