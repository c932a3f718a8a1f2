import redis

from settings import REDIS

pool = redis.ConnectionPool(max_connections=8)
options = {"host": "redis.prod", "decode_responses": True}

a = redis.Redis(connection_pool=pool, **options)
b = redis.Redis(connection_pool=pool, **{"db": 3})
c = redis.Redis(connection_pool=pool, **REDIS)


def connect(**overrides):
    # Nobody knows here what the caller gives.
    return redis.Redis(connection_pool=pool, **overrides)
