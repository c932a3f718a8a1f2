import functools
from functools import lru_cache

import redis


@lru_cache(maxsize=1)
def get_redis() -> redis.Redis:
    client = redis.Redis(host="redis")
    client.ping()
    return client


@functools.cache
def get_broker():
    return redis.from_url("redis://broker/0")
