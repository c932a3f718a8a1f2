from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from redis import asyncio as redis


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.cache = await redis.from_url("redis://localhost")
    yield
    await app.state.cache.close()


app = FastAPI(lifespan=lifespan)


async def kept(request: Request):
    return request.app.state.cache


async def given(pool):
    client = redis.Redis(connection_pool=pool)
    try:
        yield client
    finally:
        await client.close()


@app.get("/")
async def read(cache: redis.Redis = Depends(kept)):
    return await cache.get("k")
