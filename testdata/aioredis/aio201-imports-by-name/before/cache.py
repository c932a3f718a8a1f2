import importlib

aioredis = importlib.import_module("aioredis")


def connect(url):
    return aioredis.from_url(url)
