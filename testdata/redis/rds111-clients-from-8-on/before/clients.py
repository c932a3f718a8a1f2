import os

import redis
import redis.asyncio

client = redis.Redis(host="cache")
by_url = redis.asyncio.from_url("redis://cache")
of_class = redis.Redis.from_url(os.environ["REDIS_URL"])

bounded = redis.Redis(host="cache", max_connections=20)
by_query = redis.from_url("redis://cache?max_connections=20")
of_pool = redis.Redis(connection_pool=redis.BlockingConnectionPool(host="cache"))
single = redis.Redis(host="cache", single_connection_client=True)
