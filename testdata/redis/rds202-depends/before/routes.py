from typing import Annotated, Any

import redis
import redis.asyncio as aioredis
from fastapi import Depends, FastAPI, Security

app = FastAPI()


def get_client():
    return redis.Redis()


async def get_session(url: str = "redis://db"):
    client = aioredis.from_url(url)
    yield client


Session = Annotated[Any, Depends(get_session)]


class Store:
    def __init__(self, client=Depends(get_client)):
        self.client = client

    def save(self):
        self.client.hmset("k", {"a": 1})


@app.get("/a")
def a(client=Depends(get_client)):
    client.hmset("k", {"a": 1})


@app.get("/b")
async def b(session: Session, again: Annotated[Any, Security(get_session)], store: Store = Depends()):
    await session.close()
    await again.close()


@app.get("/c")
def c(client=Depends(dependency=get_client), other=Depends(print)):
    client.hmset("k", {"a": 1})
    other.hmset("k", {"a": 1})
