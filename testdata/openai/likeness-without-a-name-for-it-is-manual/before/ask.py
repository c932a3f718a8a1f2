import ujson as json
import openai
import queue

answers = queue.Queue()


def ask(messages):
    answers.put(openai.ChatCompletion.create(model="gpt-4", messages=messages))


def show():
    print(json.dumps(answers.get()["choices"][0].message))
