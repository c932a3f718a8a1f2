import redis.asyncio as redis
from aiohttp import web

POOL = web.AppKey("pool", redis.Redis)


async def start(app):
    app["redis"] = redis.Redis(host="cache")
    app[POOL] = redis.Redis(host="queue")


async def stop(app):
    await app["redis"].close()
    await app["database"].close()


async def save(request, mapping):
    await request.app["redis"].hmset("k", mapping)
    await request.app[POOL].hmset("k", mapping)
    await request.app["other"].hmset("k", mapping)
