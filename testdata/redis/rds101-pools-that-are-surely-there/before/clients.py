import redis
from redis import ConnectionPool
POOL = ConnectionPool(host="h", port=1, max_connections=3)


class Kept:
    def __init__(self, pool: ConnectionPool):
        self.pool = pool
        self.c = redis.Redis(connection_pool=self.pool, db=1)


class Asked:
    def __init__(self, pool: ConnectionPool):
        self.c = redis.Redis(connection_pool=pool, db=1)


def or_else(pool=None):
    pool = pool or POOL
    return redis.Redis(host="h", connection_pool=pool)


def after_a_test(pool=None):
    if pool is None:
        pool = POOL
    return redis.Redis(host="h", connection_pool=pool)


def in_the_call(pool=None):
    return redis.Redis(host="h", connection_pool=pool or POOL)


def within(pool=None):
    if pool:
        return redis.Redis(host="h", connection_pool=pool)
    return redis.Redis(host="h")


def maybe(pool=None):
    return redis.Redis(host="h", connection_pool=pool)


def one_of_two(pool=None, other=None):
    pool = pool or other
    return redis.Redis(host="h", connection_pool=pool)


def of_a_function(get):
    pool = get()
    return redis.Redis(host="h", connection_pool=pool)


class MaybeNone:
    def __init__(self, pool: ConnectionPool | None):
        self.optional = pool
        self.c = redis.Redis(connection_pool=self.optional, db=1)


class TakenAway:
    def __init__(self, pool: ConnectionPool):
        self.lent = pool
        self.c = redis.Redis(connection_pool=self.lent, db=1)
    def close(self):
        self.lent = None
