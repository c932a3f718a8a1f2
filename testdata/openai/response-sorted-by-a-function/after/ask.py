import json
from operator import attrgetter, itemgetter

import openai


def by_item(texts):
    data = openai.embeddings.create(model="ada", input=texts).data
    return [one["embedding"] for one in sorted([item.model_dump(exclude_unset=True) for item in data], key=itemgetter("index"))]


def by_attribute(texts):
    data = openai.embeddings.create(model="ada", input=texts).data
    return [one.embedding for one in sorted(data, key=attrgetter("index"))]


def in_place(texts):
    data = openai.embeddings.create(model="ada", input=texts).model_dump(exclude_unset=True)["data"]
    data.sort(key=itemgetter("index"))
    return [one["embedding"] for one in data]


def mapped(texts):
    response = openai.embeddings.create(model="ada", input=texts)
    return list(map(json.dumps, [item.model_dump(exclude_unset=True) for item in response.data])), response.model


def copied(texts):
    response = openai.embeddings.create(model="ada", input=texts)
    return json.dumps(list([item.model_dump(exclude_unset=True) for item in response.data])), response.model
