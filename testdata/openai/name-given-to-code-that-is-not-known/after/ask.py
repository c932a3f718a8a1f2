import functools

import openai
from somewhere import runner


def main(messages):
    answer = runner(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs).model_dump(exclude_unset=True), model="m", messages=messages)
    print(answer["choices"][0]["message"]["content"])


def partly(messages):
    return runner(functools.partial(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs).model_dump(exclude_unset=True), model="m", messages=messages))


def hand_out():
    return lambda *args, **kwargs: openai.completions.create(*args, **kwargs).model_dump(exclude_unset=True)
