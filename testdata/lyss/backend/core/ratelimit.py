"""How often somebody may ask."""

import time

import redis.asyncio as aioredis

WINDOW_SECONDS = 60


class RateLimiter:
    """A sliding window for each user, in a sorted set."""

    def __init__(self, client: aioredis.Redis, limit: int, window: int = WINDOW_SECONDS):
        self.client = client
        self.limit = limit
        self.window = window

    async def allows(self, user_id: int) -> bool:
        name = f"limit:{user_id}"
        now = time.time()
        async with self.client.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(name, 0, now - self.window)
            pipe.zadd(name, {f"{now:.6f}": now})
            pipe.zcard(name)
            pipe.expire(name, self.window)
            _, _, count, _ = await pipe.execute()
        return count <= self.limit

    async def left(self, user_id: int) -> int:
        count = await self.client.zcard(f"limit:{user_id}")
        return max(0, self.limit - count)


async def count_request(url: str, path: str) -> int:
    """Counts a request of today; for the dashboard, which is not part of the service."""
    client = aioredis.from_url(url, decode_responses=True)
    try:
        count = await client.hincrby(f"requests:{time.strftime('%Y-%m-%d')}", path, 1)
        await client.hmset("requests:last", {"path": path, "at": int(time.time())})
        return count
    finally:
        await client.close()
