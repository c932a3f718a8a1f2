import aioredis


async def connect():
    return await aioredis.create_redis_pool("redis://localhost", maxsize=5)


async def put(client, key, value):
    await client.set(key, value, expire=60)


async def run():
    client = await connect()
    await client.set("a", "b", expire=60)
    await client.hmset_dict("h", a=1)
    try:
        await client.get("a")
    except aioredis.ReplyError:
        pass
    client.close()
    await client.wait_closed()
