import redis.asyncio as aioredis


def make():
    return aioredis.from_url("redis://localhost")
