import redis.asyncio as redis


async def store(row):
    async with redis.from_url("redis://redis/0") as client:
        await client.hset(row["id"], mapping=row)
