from contextlib import contextmanager

import redis
import redis.asyncio as aioredis

from a import through


def handle(key):
    return through().get(key)


@contextmanager
def connected():
    client = redis.Redis(db=4)
    try:
        yield client
    finally:
        client.close()


def serve(key):
    with connected() as client:
        return client.get(key)


async def opened():
    return aioredis.from_url("redis://localhost")


async def answer(key):
    client = await opened()
    return await client.get(key)
