import json

import openai


class Answer:
    def __init__(self, messages):
        response = openai.chat.completions.create(model="gpt-4", messages=messages)
        self.text = response.choices[0].message.content
        self.usage = response.usage.model_dump(exclude_unset=True) if response.usage else None

    def tokens(self):
        return self.usage["total_tokens"]

    def to_json(self):
        return json.dumps(self.__dict__)


class Turn:
    def __init__(self, messages):
        self.response = openai.chat.completions.create(model="gpt-4", messages=messages)

    def text(self):
        return self.response.choices[0].message.content

    def text_or_none(self):
        return vars(self).get("kept") or self.text()

    def keep(self, text):
        self.__dict__["kept"] = text


def described(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    usage = response.usage.model_dump(exclude_unset=True) if response.usage else None
    text = response.choices[0].message.content
    return "{text} ({usage[total_tokens]})".format(**locals())


def asked(messages):
    try:
        response = openai.chat.completions.create(model="gpt-4", messages=messages)
    finally:
        if "response" in locals():
            print("answered")
    return response.id


def evaluated(messages):
    response = openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
    return eval("response['usage']['total_tokens'] * 2")
