import aioredis


async def work():
    client = await aioredis.create_redis("redis://cache")
    await client.set("a", 1)
    await client.set("a", 1, expire=5)
    await client.set("a", 1, exist=client.SET_IF_NOT_EXIST)
    await client.get("a")
    await client.get("a", encoding="utf-8")
    await client.hgetall("h", encoding="utf-8")
    await client.linsert("l", "pivot", "value", before=True)
    await client.zrangebyscore("z", 0, 5, offset=0, count=3)
    await client.xadd("s", {"a": 1}, max_len=100)
    await client.xadd("s", {"a": 1})
    await client.object_encoding("a")
    await client.cluster_info()
    for field, value in (await client.hscan("h"))[1]:
        print(field, value)
    if (await client.info())["server"]:
        print(client.closed, client.address)
    await client.smembers("s")
    await client.sadd("s", 1)
