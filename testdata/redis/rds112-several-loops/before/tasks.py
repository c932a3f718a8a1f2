import asyncio

import redis.asyncio as redis
from celery import shared_task

client = redis.Redis(host="cache")
pool = redis.ConnectionPool(host="cache", max_connections=5)
cached = None


def lazy():
    global cached
    if cached is None:
        cached = redis.from_url("redis://cache")
    return cached


async def count(name):
    await client.set(name, 1)


async def through_the_pool(name):
    return await redis.Redis(connection_pool=pool).get(name)


async def through_the_cached(name):
    return await lazy().get(name)


@shared_task
def task(name):
    asyncio.run(count(name))


def several():
    asyncio.run(through_the_pool("a"))
    asyncio.run(through_the_pool("b"))


def in_a_loop():
    for name in "ab":
        loop = asyncio.new_event_loop()
        loop.run_until_complete(through_the_cached(name))
        loop.close()
