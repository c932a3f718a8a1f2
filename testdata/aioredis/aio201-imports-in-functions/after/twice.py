import redis.asyncio


def make():
    return redis.asyncio.from_url("redis://localhost")
