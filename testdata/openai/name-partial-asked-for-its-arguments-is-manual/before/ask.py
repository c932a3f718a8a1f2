from functools import partial

import openai

create = partial(openai.ChatCompletion.create, engine="gpt-4")


def ask(messages):
    print("asking", create.keywords["engine"])
    return create(messages=messages)["choices"][0]["message"]["content"]
