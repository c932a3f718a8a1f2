import redis

_pool = None


def get_pool():
    global _pool
    if _pool is None:
        _pool = redis.ConnectionPool(host="cache")
    return _pool


def of_module():
    return redis.Redis(connection_pool=get_pool(), decode_responses=True)


class Session:
    _shared = None

    def __init__(self):
        self._own = None
        self._other = None

    @classmethod
    def shared(cls):
        if cls._shared is None:
            cls._shared = redis.ConnectionPool(host="cache", decode_responses=True)
        return cls._shared

    def own(self):
        self._own = self._own or redis.ConnectionPool(host="cache", decode_responses=True)
        return self._own

    def other(self):
        if self._other:
            return self._other
        self._other = redis.ConnectionPool(host="cache", decode_responses=True)
        return self._other

    def clients(self):
        return (
            redis.Redis(connection_pool=self.shared()),
            redis.Redis(connection_pool=self.own()),
            redis.Redis(connection_pool=self.other()),
        )


def given(pool=None):
    if not pool:
        pool = redis.ConnectionPool(host="cache")
    return redis.Redis(connection_pool=pool, db=3)


given()
given(get_pool())
