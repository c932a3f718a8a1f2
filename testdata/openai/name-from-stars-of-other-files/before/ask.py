from names import *


def ask(messages):
    return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
