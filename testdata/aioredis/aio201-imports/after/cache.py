import redis.asyncio as aioredis
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline, PubSub
from redis.exceptions import LockError, ResponseError

client = aioredis.from_url("redis://cache", decode_responses=True)
other = Redis(host="cache", db=1, decode_responses=True)


async def read(key):
    try:
        return await client.get(key)
    except aioredis.ResponseError:
        return None


async def write(key, value) -> None:
    async with other.pipeline() as pipe:
        await pipe.set(key, value).get(key).execute()


async def hold(name):
    try:
        async with client.lock(name, timeout=5):
            return True
    except LockError:
        return False


def kinds(pipe: Pipeline, channel: PubSub, error: ResponseError):
    return pipe, channel, error
