from contextlib import asynccontextmanager

import redis.asyncio as redis

client = redis.Redis(host="redis")


@asynccontextmanager
async def lifespan(app):
    pubsub = client.pubsub()
    await pubsub.subscribe("news")
    yield
    await pubsub.aclose()
    await client.aclose()
