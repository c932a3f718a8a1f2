import json
from functools import partial
from threading import Timer

import openai


def written(loop, messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return loop.run_in_executor(None, partial(json.dumps, response, indent=2))


def saved(path, response):
    path.write_text(response["choices"][0]["message"]["content"])


def save_later(path, messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    Timer(1, partial(saved, path, response)).start()


def shown(prefix, response):
    return prefix + response["choices"][0]["text"]


def show(prompt):
    show_one = partial(shown, "> ")
    return show_one(openai.Completion.create(model="davinci-002", prompt=prompt))
