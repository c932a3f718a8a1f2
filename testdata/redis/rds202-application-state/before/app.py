from contextlib import asynccontextmanager

import redis.asyncio as redis


@asynccontextmanager
async def lifespan(app):
    app.state.pool = redis.ConnectionPool(host="h")
    app.state.redis = redis.Redis(connection_pool=app.state.pool)
    yield
    await app.state.redis.close()
