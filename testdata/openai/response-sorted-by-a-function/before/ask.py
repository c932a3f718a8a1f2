import json
from operator import attrgetter, itemgetter

import openai


def by_item(texts):
    data = openai.Embedding.create(model="ada", input=texts)["data"]
    return [one["embedding"] for one in sorted(data, key=itemgetter("index"))]


def by_attribute(texts):
    data = openai.Embedding.create(model="ada", input=texts)["data"]
    return [one["embedding"] for one in sorted(data, key=attrgetter("index"))]


def in_place(texts):
    data = openai.Embedding.create(model="ada", input=texts)["data"]
    data.sort(key=itemgetter("index"))
    return [one["embedding"] for one in data]


def mapped(texts):
    response = openai.Embedding.create(model="ada", input=texts)
    return list(map(json.dumps, response["data"])), response["model"]


def copied(texts):
    response = openai.Embedding.create(model="ada", input=texts)
    return json.dumps(list(response["data"])), response["model"]
