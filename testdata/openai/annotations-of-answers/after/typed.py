import typing

import openai
from openai.types import CreateEmbeddingResponse

Any = object()


def head(thing: typing.Any):
    return thing


def size(text: str) -> int:
    vectors: CreateEmbeddingResponse = openai.embeddings.create(model="m", input=text)
    return len(vectors.data)
