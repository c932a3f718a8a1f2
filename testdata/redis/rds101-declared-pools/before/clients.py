from typing import Annotated, Optional

import redis
from fastapi import Depends


POOL = redis.ConnectionPool()


def get_pool():
    return POOL


def given(pool: redis.ConnectionPool):
    return redis.Redis(host="h", connection_pool=pool)


def provided(pool: redis.ConnectionPool = Depends(get_pool)):
    return redis.Redis(connection_pool=pool, decode_responses=True)


def described(pool: Annotated[redis.ConnectionPool, Depends(get_pool)]):
    return redis.Redis(connection_pool=pool, decode_responses=True)


def maybe(pool: Optional[redis.ConnectionPool]):
    return redis.Redis(host="h", connection_pool=pool)


def by_default(pool: redis.ConnectionPool = None):
    return redis.Redis(host="h", connection_pool=pool)


def unknown(pool):
    return redis.Redis(host="h", connection_pool=pool)
