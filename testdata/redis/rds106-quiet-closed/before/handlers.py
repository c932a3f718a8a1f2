import redis
import redis.asyncio
from aiohttp import web
from fastapi import FastAPI, Request
from flask import Flask

api = FastAPI()
site = Flask(__name__)
# What a module keeps ends with the process.
shared = redis.Redis(host="shared")
site.redis = redis.Redis(host="site")
site.extensions["redis"] = redis.Redis(host="site")


@api.on_event("startup")
async def start():
    api.state.queue = await redis.asyncio.from_url("redis://queue")


@api.on_event("shutdown")
async def stop():
    await api.state.queue.aclose()


async def on_startup(app):
    app["jobs"] = redis.asyncio.Redis(host="jobs")


async def on_cleanup(app):
    await app["jobs"].aclose()


async def owned(app):
    pool = redis.asyncio.ConnectionPool(host="owned", max_connections=9)
    app["owned"] = redis.asyncio.Redis.from_pool(pool)
    yield
    await app["owned"].aclose()


async def handle(request: Request):
    request.state.redis = redis.asyncio.Redis(connection_pool=request.app.state.pool)


service = web.Application()
service.on_startup.append(on_startup)
service.on_cleanup.append(on_cleanup)
service.cleanup_ctx.append(owned)
