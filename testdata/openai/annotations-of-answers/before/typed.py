import openai
from openai.openai_object import OpenAIObject

Any = object()


def head(thing: OpenAIObject):
    return thing


def size(text: str) -> int:
    vectors: OpenAIObject = openai.Embedding.create(model="m", input=text)
    return len(vectors.data)
