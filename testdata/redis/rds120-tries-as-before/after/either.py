import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

first = redis.Redis(host="first", socket_timeout=0.2, retry=Retry(NoBackoff(), 0))
third = redis.Redis(host="third", socket_timeout=0.2, retry=Retry(NoBackoff(), 0))


def count(key, late):
    chosen = first if late else third
    return chosen.incr(key)
