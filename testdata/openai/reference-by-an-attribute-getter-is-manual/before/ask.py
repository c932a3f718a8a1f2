import operator
from operator import attrgetter, methodcaller

import openai

complete = operator.attrgetter("Completion.create")(openai)
chat, embedding = attrgetter("ChatCompletion", "Embedding")(openai)
base = attrgetter("api_base")


def ask(prompt, messages):
    text = complete(model="m", prompt=prompt)["choices"][0]["text"]
    vector = embedding.create(model="m", input=text)["data"][0]["embedding"]
    call = methodcaller("create", model="m", messages=messages)
    return vector, chat.create(model="m", messages=messages), call(openai.ChatCompletion)


def where():
    return base(openai)


def member(name):
    return attrgetter(name)(openai)
