from contextlib import AsyncExitStack, asynccontextmanager

import redis.asyncio as redis
from fastapi import FastAPI
from fastapi_cache import FastAPICache
from fastapi_cache.backends.redis import RedisBackend


@asynccontextmanager
async def lifespan(app):
    app.state.sessions = redis.Redis(host="sessions")
    yield
    await app.state.sessions.aclose()


@asynccontextmanager
async def with_state(app):
    client = redis.from_url("redis://cache")
    try:
        yield {"redis": client}
    finally:
        await client.aclose()


@asynccontextmanager
async def within(app):
    async with redis.Redis(host="pages") as pages:
        app.state.pages = pages
        yield


@asynccontextmanager
async def stacked(app):
    async with AsyncExitStack() as stack:
        app.state.stacked = await stack.enter_async_context(redis.Redis(host="stacked"))
        later = redis.Redis(host="later")
        stack.push_async_callback(later.aclose)
        app.state.later = later
        yield


@asynccontextmanager
async def cached(app):
    # Its owner is the cache.
    FastAPICache.init(RedisBackend(redis.from_url("redis://cache")), prefix="pages")
    yield


app = FastAPI(lifespan=lifespan)
