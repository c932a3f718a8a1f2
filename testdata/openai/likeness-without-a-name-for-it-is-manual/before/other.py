import queue

import openai

json = {"a": 1}
answers = queue.Queue()


def ask(messages):
    answers.put(openai.ChatCompletion.create(model="gpt-4", messages=messages))


def show():
    print(json["a"], answers.get()["choices"][0].message)
