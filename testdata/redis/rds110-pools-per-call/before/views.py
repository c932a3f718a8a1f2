import redis
import redis.asyncio as aioredis

URL = "redis://cache?max_connections=9"


def read(key):
    pool = redis.ConnectionPool(host="cache", max_connections=10)
    client = redis.Redis(connection_pool=pool)
    return client.get(key)


async def read_later(key):
    client = aioredis.Redis(connection_pool=aioredis.ConnectionPool.from_url(URL))
    value = await client.get(key)
    await client.aclose()
    return value


def kept(key, memory=[]):
    pool = redis.BlockingConnectionPool(host="cache", max_connections=10)
    memory.append(redis.Redis(connection_pool=pool))
    return memory[-1].get(key)


def made():
    pool = redis.BlockingConnectionPool(host="cache", max_connections=10)
    return redis.Redis(connection_pool=pool)


class Store:
    def __init__(self):
        self.client = redis.Redis(connection_pool=redis.ConnectionPool(max_connections=4))


class Handler:
    def __init__(self):
        pool = redis.ConnectionPool(max_connections=4)
        self.client = redis.Redis(connection_pool=pool)
