import openai
from framework import register


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


register(ask)


def show(messages):
    print(ask(messages)["choices"][0]["message"]["content"])


class Chat:
    def __init__(self):
        self.answers = []

    def ask(self, messages):
        answer = openai.chat.completions.create(model="gpt-4", messages=messages)
        print(answer.usage.total_tokens)
        self.answers.append(answer.model_dump(exclude_unset=True))

    def last(self):
        return self.answers[-1]["choices"][0]["message"]["content"]


register(Chat().answers)
