import aioredis
from aioredis.exceptions import ResponseError

client = aioredis.from_url("redis://localhost", decode_responses=True)


async def run():
    await client.set("a", "b", ex=60)
    try:
        await client.get("a")
    except ResponseError:
        pass
    await client.close()
