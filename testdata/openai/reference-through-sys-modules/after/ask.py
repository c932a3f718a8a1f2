import sys

import openai


def ask(prompt):
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).choices[0].text


def others(name):
    return sys.modules[name], sys.modules["json"]
