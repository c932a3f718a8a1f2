import queue

import openai

answers = queue.Queue()


def ask(messages):
    answers.put(openai.ChatCompletion.create(model="gpt-4", messages=messages))


def show():
    response = answers.get()
    print(response.choices[0].message.content)
