import redis
import redis.asyncio as aioredis
from fastapi import Depends, FastAPI

app = FastAPI()


async def get_redis():
    client = aioredis.from_url("redis://localhost")
    try:
        yield client
    finally:
        await client.aclose()


@app.get("/")
async def root(r: aioredis.Redis = Depends(get_redis)):
    return await r.get("x")


def make():
    return redis.Redis()


def use(key):
    r = make()
    return r.get(key)


class Store:
    @property
    def client(self):
        return redis.Redis(host="h")

    def read(self, key):
        return self.client.get(key)


def other():
    return redis.Redis(db=3)


def through():
    return other()


def per_request():
    return redis.Redis(db=5)


@app.get("/a")
def annotated(r: "Annotated[redis.Redis, Depends(per_request)]", q: redis.Redis = Depends(per_request)):
    return r.get(q.get("a"))
