import redis.asyncio as aioredis


async def stored():
    redis = aioredis.from_url("redis://cache")
    await redis.set("a", 1)
    await redis.aclose()


class Store:
    def __init__(self, pool: aioredis.ConnectionPool):
        self.redis = aioredis.Redis(connection_pool=pool)
