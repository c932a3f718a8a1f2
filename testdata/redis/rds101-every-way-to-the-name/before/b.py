from redis import asyncio as aioredis

made = aioredis.StrictRedis(db=1, connection_pool=aioredis.ConnectionPool())
