from redis.asyncio.cluster import RedisCluster as AsyncCluster
from redis.backoff import NoBackoff
from redis.cluster import RedisCluster
from redis.retry import Retry

plain = RedisCluster(host="a")
by_address = RedisCluster.from_url("redis://a:6379")
bounded = RedisCluster(host="a", cluster_error_retry_attempts=1)
careful = RedisCluster(host="a", retry=Retry(NoBackoff(), 0))


def count():
    plain.incr("a")
    by_address.rpush("b", 1)


def quiet():
    plain.get("a")
    bounded.incr("a")
    careful.incr("a")


async def main():
    cluster = AsyncCluster(host="a")
    await cluster.incr("a")
