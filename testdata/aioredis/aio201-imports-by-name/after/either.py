import importlib


def connect(url, name="aioredis"):
    return importlib.import_module(name).from_url(url)


def of(url, old):
    name = "aioredis" if old else "valkey"
    return importlib.import_module(name).from_url(url)
