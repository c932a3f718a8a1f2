import os

import openai


def use_azure():
    openai.api_type = "azure"
    openai.api_base = os.getenv("BASE")
    openai.api_version = "2023-05-15"


def where():
    return openai.api_base


def embed(text):
    return openai.Embedding.create(engine="ada", input=text, api_base=where())["data"][0]["embedding"]
