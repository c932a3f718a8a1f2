from importlib import import_module


class Store:
    def __init__(self):
        self.module = import_module("aioredis")

    def connect(self, url):
        return self.module.from_url(url)
