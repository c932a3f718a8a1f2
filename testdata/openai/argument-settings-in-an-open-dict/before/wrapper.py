import os
import openai
from functools import lru_cache

client = None


def get_embedding(text, engine=None, **kwargs):
    return openai.Embedding.create(input=[text], model=engine, **kwargs)["data"][0]["embedding"]


async def aget_embedding(text, engine=None, **kwargs):
    return (await openai.Embedding.acreate(input=[text], model=engine, **kwargs))["data"][0]["embedding"]


class Embeddings:
    def __init__(self, key, base, deployment=None, more=None):
        self.credentials = {"api_key": key, "api_base": base}
        self.deployment = deployment
        self.more = more or {}

    def query(self, text):
        return get_embedding(text, engine="ada", deployment_id=self.deployment, **self.credentials, **self.more)

    async def aquery(self, text):
        return await aget_embedding(text, engine="ada", deployment_id=self.deployment, **self.credentials, **self.more)
