import os

import redis

SHARED = redis.ConnectionPool(host="cache") if os.environ.get("SHARE") else None


class Cache:
    def __init__(self, host="localhost", port=6379, pool=None):
        self.redis = redis.Redis(host=host, port=port, connection_pool=pool)


def connect(pool: redis.ConnectionPool | None = None, host: str = "localhost") -> redis.Redis:
    return redis.Redis(host=host, connection_pool=pool)


client = redis.Redis(host="localhost", connection_pool=SHARED)
plain = redis.Redis(host="localhost", connection_pool=None)
