from concurrent.futures import ThreadPoolExecutor, as_completed

import openai


def ask(question):
    return openai.ChatCompletion.create(model="gpt-4", messages=question)


class Runner:
    def __init__(self):
        self.executor = ThreadPoolExecutor()

    def run(self, questions):
        waiting = {}
        for number, question in enumerate(questions):
            waiting[self.executor.submit(ask, question)] = number
        for future, number in waiting.items():
            print(number, future.result()["choices"][0]["message"]["content"])
