import asyncio
import functools

import redis

r = redis.Redis()
later = functools.partial(redis.Redis.hmset, r)
later("k", {"a": 1})


async def main():
    await asyncio.to_thread(redis.Redis.hmset, r, "k", {"a": 1})
