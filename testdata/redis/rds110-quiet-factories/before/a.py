from contextlib import asynccontextmanager, contextmanager

import redis
import redis.asyncio as aioredis
from fastapi import Depends, FastAPI


def public():
    """Nobody is known to call it."""
    return redis.Redis()


def kept():
    return redis.Redis(db=1)


class Store:
    def __init__(self):
        self.client = kept()


def once():
    return redis.Redis(db=2)


client = once()


def started():
    return redis.Redis(db=3)


def main():
    started().flushall()


def passed(registry):
    registry.add(given())


def given():
    return redis.Redis(db=4)


@asynccontextmanager
async def serving(app):
    r = aioredis.Redis()
    yield {"redis": r}
    await r.aclose()


app = FastAPI(lifespan=serving)


@contextmanager
def connected():
    client = redis.Redis(db=5)
    try:
        yield client
    finally:
        client.close()


if __name__ == "__main__":
    with connected() as c:
        c.flushall()
    main()


def held():
    return redis.Redis(db=6)


@app.get("/")
def stored(r: redis.Redis = Depends(held)):
    app.state.redis = r
