import os

import redis

REDIS_HOST = os.environ.get("REDIS_HOST", "localhost")

pool = redis.ConnectionPool(max_connections=20)

# One client for all tasks.
client = redis.Redis(
    host=REDIS_HOST,
    port=6379,
    connection_pool=pool,
)
