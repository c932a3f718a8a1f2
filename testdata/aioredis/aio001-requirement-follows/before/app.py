import aioredis


def make():
    return aioredis.from_url("redis://localhost")
