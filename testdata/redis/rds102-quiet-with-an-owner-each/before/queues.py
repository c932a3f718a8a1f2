import functools

import redis

pool = redis.ConnectionPool(host="queues", max_connections=10)
jobs = redis.Redis.from_pool(pool)

# Neither of these closes it.
other = redis.ConnectionPool(host="queues", max_connections=10)
first = redis.Redis(connection_pool=other)
second = redis.Redis(connection_pool=other)

cached = redis.ConnectionPool(host="cache", max_connections=10)


@functools.lru_cache
def client():
    return redis.Redis.from_pool(cached)


class Store:
    def __init__(self):
        self.pool = redis.ConnectionPool(host="store", max_connections=10)
        self.client = redis.Redis.from_pool(self.pool)


class Redis:
    @classmethod
    def from_pool(cls, connection_pool):
        return cls()


own = object()
Redis.from_pool(own)
Redis.from_pool(own)
