from functools import partial

import openai


def ask(messages):
    create = partial(openai.chat.completions.create, model="gpt-4")
    return openai.chat.completions.create(model="gpt-3.5-turbo", messages=messages).choices[0].message.content
