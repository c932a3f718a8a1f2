import os

import redis
import redis.asyncio

DEFAULT = "redis://localhost:6379/0"

redis.from_url("redis://cache/0", db=3)
redis.Redis.from_url("redis://:word@cache:6380/0?db=2", db=3, password="other", port=7000)
redis.ConnectionPool.from_url("redis://me:word@cache/1", username="you", password="other", max_connections=5)
redis.asyncio.from_url("redis://cache/0?socket_timeout=3", socket_timeout=9)
redis.from_url(f"redis://{os.environ['CACHE']}:6379/0", db=3)
redis.from_url("unix:///run/redis.sock?db=2", db=3)
redis.BlockingConnectionPool.from_url(url="redis://cache/2", db=1)
redis.Redis(unix_socket_path="/run/redis.sock", host="cache", ssl=True)

# It may say so.
redis.from_url(os.environ["CACHE_URL"], db=3)
redis.from_url(os.getenv("CACHE_URL", DEFAULT), db=3)
redis.from_url(f"redis://cache/{os.environ['NUMBER']}", db=3)

# Both say the same, or the address says nothing of it.
redis.from_url("redis://cache/0", db=0)
redis.from_url("redis://cache", db=3, port=7000)
redis.from_url("redis://cache/", db=3)
redis.from_url("redis://cache/0", decode_responses=True)
redis.from_url("redis://cache?decode_responses=True", decode_responses=True)
redis.from_url("unix:///run/redis.sock", db=3)
redis.from_url(os.environ["CACHE_URL"], decode_responses=True)
redis.Redis(unix_socket_path="/run/redis.sock", db=3, password="word")


def handed_on(address, **more):
    return redis.from_url(address, **more)


handed_on("redis://cache", db=3)
handed_on(os.environ["CACHE_URL"], port=7000)
