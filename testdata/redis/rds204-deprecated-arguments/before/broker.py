import redis
import redis.asyncio as aioredis

sync = redis.Redis(host="redis", retry_on_timeout=True)
other = aioredis.Redis(host="redis", auto_close_connection_pool=False)

# A pool hands it to its connections, which still take it.
pool = redis.ConnectionPool(host="redis", retry_on_timeout=True)
