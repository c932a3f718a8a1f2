import openai
from openai import Completion as Old
from openai import Embedding
from openai import RateLimitError


def embed(text):
    try:
        return Embedding.create(model="m", input=text)["data"][0]["embedding"]
    except RateLimitError:
        return []


def complete(prompt):
    return Old.create(model="m", prompt=prompt)["choices"][0]["text"]


def ask(messages):
    return openai.chat.completions.create(model="m", messages=messages).choices[0].message.content
