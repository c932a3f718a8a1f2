import redis
from redis.sentinel import Sentinel

SENTINEL = Sentinel([("localhost", 26379)])
SHARED = redis.ConnectionPool(max_connections=10)


def owned():
    pool = redis.BlockingConnectionPool(host="cache", max_connections=10)
    return redis.Redis.from_pool(pool).get("k")


def master():
    return SENTINEL.master_for("main").get("k")


def slave():
    return Sentinel([("localhost", 26379)]).slave_for("main").get("k")


class Kept:
    def __init__(self):
        self.client = redis.Redis.from_pool(redis.BlockingConnectionPool(max_connections=10))
        self.master = SENTINEL.master_for("main")


kept = Kept()


def shared():
    return redis.Redis(connection_pool=SHARED).get("k")


def given(pool):
    return redis.Redis.from_pool(pool)
