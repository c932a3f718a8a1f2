import aioredis

client = aioredis.Redis(host="cache")


async def work(name):
    async with client.lock(name, 5, 0.1, 3):
        await client.get(name)
    client.lock(name, 5, 0.1)
    client.lock(name, timeout=5, blocking_timeout=3)
    await client.lpushx(name, value=1)
    await client.lpushx(name, 1)
    return client.connection_pool.owns_connection
