import redis
import redis.asyncio as aioredis


class Client(redis.Redis):
    def __init__(self, **kwargs):
        super().__init__(charset="utf-8", **kwargs)

    def hmset(self, name, mapping):
        super().hmset(name, mapping)


class Pooled(redis.Redis):
    def __init__(self):
        super(Pooled, self).__init__(connection_pool=redis.ConnectionPool(), host="db", decode_responses=True)


class Direct(redis.Redis):
    def __init__(self):
        redis.Redis.__init__(self, "db", 6379, charset="utf-8")


class Below(Direct):
    def save(self, name, mapping):
        super().hmset(name, mapping)


class Async(aioredis.Redis):
    async def stop(self):
        await super().close()


class Stranger:
    def __init__(self):
        super().__init__(charset="utf-8")

    def stop(self):
        super().close()
