import aioredis


async def main(url):
    redis = await aioredis.create_redis_pool(url)
    await redis.zrange("z", 0, -1, True)
    await redis.zrangebyscore("z", 0, 1, True)
    # These have the place, or the name, that `redis.asyncio` has.
    await redis.zrevrange("z", 0, -1, True)
    await redis.zrange("z", 0, -1, withscores=True)
    await redis.zrangebyscore("z", 0, 1)
