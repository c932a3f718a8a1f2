from importlib import import_module


class Store:
    def __init__(self):
        self.module = import_module("aioredis")

    def connect(self, url):
        import redis.asyncio
        return redis.asyncio.from_url(url)
