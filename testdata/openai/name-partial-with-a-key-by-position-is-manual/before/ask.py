from functools import partial

import openai

create = partial(openai.ChatCompletion.create, "sk-another", model="gpt-4")


def ask(messages):
    return create(messages=messages)["choices"][0]["message"]["content"]
