import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry

client = redis.Redis(
    host="cache",  # the near one
    socket_timeout=0.2,
    retry=Retry(ExponentialWithJitterBackoff(cap=10, base=1), 3)
)


def count(key):
    return client.incr(key)
