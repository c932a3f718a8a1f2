import asyncio
import sys

import redis.asyncio as redis

client = redis.Redis(host="cache")
closed = redis.Redis(host="cache", db=1)


async def serve():
    await client.get("a")


async def work():
    await client.get("b")


def main():
    if sys.argv[1] == "serve":
        asyncio.run(serve())
    else:
        asyncio.run(work())


def worker():
    asyncio.run(work())


async def once(name):
    await closed.get(name)
    await closed.aclose()


def each():
    for name in "ab":
        asyncio.run(once(name))


async def own(name):
    async with redis.Redis(host="cache", db=2) as mine:
        return await mine.get(name)


def many():
    for name in "ab":
        asyncio.run(own(name))


def in_one():
    loop = asyncio.get_event_loop()
    for name in "ab":
        loop.run_until_complete(work())
