import redis.asyncio as aioredis
from redis.asyncio import BlockingConnectionPool

pool = BlockingConnectionPool(max_connections=50, timeout=5, host="redis", password="s3cr3t", decode_responses=True)
client = aioredis.Redis(connection_pool=pool)


async def lookup(key):
    return await client.get(key)
