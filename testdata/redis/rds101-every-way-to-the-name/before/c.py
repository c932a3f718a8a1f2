import redis

make = redis.Redis
made = make(db=1, connection_pool=redis.BlockingConnectionPool())


class Tracked(redis.Redis):
    pass


tracked = Tracked(db=1, connection_pool=redis.ConnectionPool.from_url("redis://cache/0"))
