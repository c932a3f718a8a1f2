"""Counts visits."""
import redis
import redis.asyncio
import redis.asyncio.retry
from redis.backoff import NoBackoff
from redis.retry import Retry

client = redis.Redis(host="cache", socket_timeout=0.2, retry=Retry(NoBackoff(), 0))


def visits(page):
    client.incr("all")
    return client.incr(page)


def visits_of(pages):
    with client.pipeline() as pipe:
        for page in pages:
            pipe.incr(page)
        return pipe.execute()


class Jobs:
    def __init__(self):
        self.redis = redis.asyncio.Redis(
            host="queue",
            socket_timeout=0.2,
            retry=redis.asyncio.retry.Retry(NoBackoff(), 0),
        )

    async def add(self, job):
        return await self.redis.rpush("jobs", job)

    async def close(self):
        await self.redis.aclose()
