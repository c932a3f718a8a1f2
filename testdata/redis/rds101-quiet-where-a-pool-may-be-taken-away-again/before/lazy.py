import redis

_pool = None
_kept = None


def close():
    global _pool
    _pool = None


def build(there):
    if there:
        return redis.ConnectionPool(host="cache")
    return None


def closed_again(quick):
    global _pool
    if _pool is None:
        _pool = redis.ConnectionPool(host="cache")
    if quick:
        close()
    return redis.Redis(connection_pool=_pool, host="other")


def built_or_not(there):
    global _kept
    if _kept is None:
        _kept = build(there)
    return redis.Redis(connection_pool=_kept, host="other")


def later(there):
    global _kept
    if _kept is not None:
        return lambda: redis.Redis(connection_pool=_kept, host="other")
    while there:
        client = redis.Redis(connection_pool=_kept, host="other")
        if client.get("a") and _kept is None:
            _kept = redis.ConnectionPool(host="cache")
    return None
