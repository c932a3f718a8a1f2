import redis
import redis.asyncio
from redis.backoff import NoBackoff
from redis.retry import Retry

client = redis.Redis(host="cache", socket_timeout=0.5)
waiting = redis.Redis(host="cache")
careful = redis.Redis(host="cache", socket_timeout=0.5, retry=Retry(NoBackoff(), 0))
by_url = redis.Redis.from_url("redis://cache", socket_timeout=0.5)


class Jobs:
    def __init__(self):
        self.redis = redis.asyncio.Redis(host="queue", socket_timeout=2)

    async def add(self, job):
        await self.redis.rpush("jobs", job)


def visits(page):
    client.get(page)
    client.set("last", page)
    return client.incr(page)


def quiet(page):
    waiting.incr(page)
    careful.incr(page)
    return by_url.incr(page)
