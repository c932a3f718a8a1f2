import os

import redis
import redis.asyncio as aioredis
from redis import BlockingConnectionPool, ConnectionPool, Redis

pool = ConnectionPool.from_url("redis://localhost:6379/0")
r = Redis(connection_pool=pool, decode_responses=True)

named = aioredis.ConnectionPool.from_url(os.environ["REDIS_URL"], max_connections=9)
a = aioredis.Redis(connection_pool=named, decode_responses=True, socket_timeout=3)

blocking = BlockingConnectionPool.from_url("rediss://localhost")
b = Redis(connection_pool=blocking, encoding="latin-1")

# The URL says these itself.
numbered = ConnectionPool.from_url("redis://localhost:6379/0")
c = Redis(connection_pool=numbered, db=3)
asked = ConnectionPool.from_url("redis://localhost?decode_responses=no")
d = Redis(connection_pool=asked, decode_responses=True)
