import os

import redis
import redis.asyncio as aioredis

plain = redis.ConnectionPool(host="cache")
by_url = redis.ConnectionPool.from_url(os.environ["REDIS_URL"])
later = aioredis.ConnectionPool.from_url("redis://cache/1")

# These say it, or have a bound of their own.
bounded = redis.ConnectionPool(host="cache", max_connections=9)
said = redis.ConnectionPool.from_url("redis://cache?max_connections=9")
blocking = redis.BlockingConnectionPool(host="cache")
blocking_url = aioredis.BlockingConnectionPool.from_url("redis://cache")


class ConnectionPool:
    pass


own = ConnectionPool()
