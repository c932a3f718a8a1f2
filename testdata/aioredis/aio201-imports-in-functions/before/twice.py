import aioredis
import aioredis.sentinel


def make():
    return aioredis.from_url("redis://localhost")
