import redis.asyncio as redis
from aiohttp import web
from fastapi import FastAPI
from starlette.applications import Starlette

api = FastAPI()
queue = None


@api.on_event("startup")
async def start():
    global queue
    queue = await redis.from_url("redis://queue")


async def on_startup(app):
    app["jobs"] = redis.Redis(host="jobs")


async def connect():
    site.state.pool = redis.ConnectionPool(host="pages", max_connections=9)
    site.state.pages = redis.Redis(connection_pool=site.state.pool)


async def warm():
    api.state.words = redis.Redis(host="words")


site = Starlette(on_startup=[connect])
api.add_event_handler("startup", warm)
service = web.Application()
service.on_startup.append(on_startup)
