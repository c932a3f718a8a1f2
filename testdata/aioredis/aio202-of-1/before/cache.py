import aioredis


class Cache:
    async def start(self):
        self.redis = await aioredis.create_redis_pool("redis://cache", encoding="utf-8", maxsize=10)

    async def stop(self):
        self.redis.close()
        await self.redis.wait_closed()

    async def put(self, key, value):
        await self.redis.set(key, value, expire=60)
        await self.redis.zadd("keys", 1, key)
        await self.redis.hmset_dict("all", {key: value})

    async def both(self, key):
        transaction = self.redis.multi_exec()
        transaction.incr(key)
        return await transaction.execute()

    async def read(self, key):
        try:
            return await self.redis.get(key)
        except aioredis.ReplyError:
            return None


def given(redis: aioredis.Redis):
    return redis.iscan(match="*")
