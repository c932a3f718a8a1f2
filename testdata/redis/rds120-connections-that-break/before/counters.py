import redis
import redis.asyncio
from redis.backoff import NoBackoff
from redis.retry import Retry

client = redis.Redis(host="cache")
waits = redis.Redis(host="cache", socket_timeout=None)
waiting = redis.asyncio.Redis(host="cache")
careful = redis.Redis(host="cache", retry=Retry(NoBackoff(), 0))
none = redis.Redis(host="cache", retry=None)
by_url = redis.from_url("redis://cache")


async def count(key):
    client.incr(key)
    waits.lpush(key, 1)
    await waiting.incr(key)
    client.set(key, 1, nx=True)
    client.eval("return 1", 0)
    with client.pipeline() as pipe:
        pipe.incr(key)
        pipe.execute()


def quiet(key):
    client.get(key)
    client.set(key, 1)
    careful.incr(key)
    none.incr(key)
    by_url.incr(key)


def watched(key):
    with client.pipeline() as pipe:
        pipe.watch(key)
        pipe.multi()
        pipe.incr(key)
        pipe.execute()
