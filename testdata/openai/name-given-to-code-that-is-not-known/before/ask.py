import functools

import openai
from somewhere import runner


def main(messages):
    answer = runner(openai.ChatCompletion.create, model="m", messages=messages)
    print(answer["choices"][0]["message"]["content"])


def partly(messages):
    return runner(functools.partial(openai.ChatCompletion.create, model="m", messages=messages))


def hand_out():
    return openai.Completion.create
