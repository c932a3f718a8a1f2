from collections import OrderedDict

import openai


def ask(prompt, messages):
    waiting = OrderedDict()
    waiting[prompt] = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    name, response = waiting.popitem()
    choice = response["choices"].pop()
    return name, choice["message"]["content"]
