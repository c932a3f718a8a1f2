import redis

POOL = redis.ConnectionPool.from_url("redis://redis/0", max_connections=20)


def visits():
    r = redis.Redis(connection_pool=POOL)
    return r.incr("visits")
