import contextlib
from contextlib import asynccontextmanager, contextmanager

import redis
import redis.asyncio as aioredis


@contextmanager
def lent(kind):
    r = kind()
    try:
        yield r
    finally:
        r.close()


@asynccontextmanager
async def lent_later():
    yield aioredis.Redis()


class Pool:
    @contextlib.contextmanager
    def lend(self):
        yield redis.Redis()

    def save(self):
        with self.lend() as r:
            r.hset("k", mapping={"a": 1})


def save():
    with lent(redis.Redis) as r:
        r.hset("k", mapping={"a": 1})


async def stop():
    async with lent_later() as r:
        await r.aclose()
    async with contextlib.aclosing(aioredis.Redis()) as r:
        await r.aclose()
