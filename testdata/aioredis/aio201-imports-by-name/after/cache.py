import importlib

aioredis = importlib.import_module("redis.asyncio")


def connect(url):
    return aioredis.from_url(url)
