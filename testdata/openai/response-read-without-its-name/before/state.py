import json

import openai


class Answer:
    def __init__(self, messages):
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
        self.text = response["choices"][0]["message"]["content"]
        self.usage = response["usage"]

    def tokens(self):
        return self.usage["total_tokens"]

    def to_json(self):
        return json.dumps(self.__dict__)


class Turn:
    def __init__(self, messages):
        self.response = openai.ChatCompletion.create(model="gpt-4", messages=messages)

    def text(self):
        return self.response["choices"][0]["message"]["content"]

    def text_or_none(self):
        return vars(self).get("kept") or self.text()

    def keep(self, text):
        self.__dict__["kept"] = text


def described(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    usage = response["usage"]
    text = response["choices"][0]["message"]["content"]
    return "{text} ({usage[total_tokens]})".format(**locals())


def asked(messages):
    try:
        response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    finally:
        if "response" in locals():
            print("answered")
    return response["id"]


def evaluated(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return eval("response['usage']['total_tokens'] * 2")
