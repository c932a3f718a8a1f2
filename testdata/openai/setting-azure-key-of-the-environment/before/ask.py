import os

import openai

openai.api_type = "azure"
openai.api_base = os.environ["BASE"]
openai.api_version = "2023-05-15"


def embed(text):
    return openai.Embedding.create(engine="ada", input=text)["data"][0]["embedding"]


async def aembed(text):
    return (await openai.Embedding.acreate(engine="ada", input=text))["data"][0]["embedding"]
