from contextlib import asynccontextmanager

import redis.asyncio as redis
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    app.state.sessions = redis.Redis(host="sessions")
    await app.state.sessions.ping()
    yield


@asynccontextmanager
async def with_state(app):
    client = redis.from_url("redis://cache")
    async with client.pipeline() as pipe:
        await pipe.set("started", 1).execute()
    yield {"redis": client}


app = FastAPI(lifespan=lifespan)
