import redis.asyncio as redis
async def stop():
    r = redis.Redis()
    await r.close()
async def stop2(r: redis.Redis):
    await r.close()
