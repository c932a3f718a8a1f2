from functools import partial

import openai


def ask(messages):
    create = partial(openai.ChatCompletion.create, model="gpt-4")
    return create.func(model="gpt-3.5-turbo", messages=messages)["choices"][0]["message"]["content"]
