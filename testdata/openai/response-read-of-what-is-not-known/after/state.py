import json

import openai


class Answer:
    def __init__(self, messages):
        self.history = []
        self.history.append(openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.model_dump(exclude_unset=True))

    def last(self):
        return self.history[-1]["content"]


def save(messages):
    answer = Answer(messages)
    return json.dumps(answer, default=lambda one: one.__dict__), answer.last()
