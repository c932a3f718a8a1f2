import operator

import openai

chat = openai.ChatCompletion
same = getattr(openai, "ChatCompletion")
third = operator.attrgetter("ChatCompletion")(openai)


def ask(messages):
    return same.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def again(messages):
    return chat.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def once_more(messages):
    return third.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
