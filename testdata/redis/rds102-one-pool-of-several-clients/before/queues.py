import redis
import redis.asyncio as aioredis

pool = redis.ConnectionPool(host="queues", max_connections=10)
jobs = redis.Redis.from_pool(pool)
results = redis.Redis.from_pool(pool)

shared = redis.ConnectionPool(host="cache", max_connections=10)


def push(name):
    redis.Redis.from_pool(shared).lpush("names", name)


later = aioredis.ConnectionPool(host="cache", max_connections=10)


async def client():
    one = aioredis.Redis.from_pool(connection_pool=later)
    try:
        yield one
    finally:
        await one.aclose()
