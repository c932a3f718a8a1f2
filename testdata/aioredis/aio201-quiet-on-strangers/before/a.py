from redis import asyncio as aioredis

client = aioredis.from_url("redis://cache")


class Redis:
    def hmset_dict(self, key):
        return key


Redis().hmset_dict("a")
