import os

import openai


def chat(messages):
    openai.api_type = "azure"
    openai.api_base = os.environ["ENDPOINT"]
    return openai.ChatCompletion.create(engine="dep", messages=messages)["choices"][0]["message"]["content"]


def embed(text):
    openai.api_type = "azure"
    openai.api_base = os.environ["ENDPOINT"]
    return openai.Embedding.create(engine="ada", input=text)["data"][0]["embedding"]
