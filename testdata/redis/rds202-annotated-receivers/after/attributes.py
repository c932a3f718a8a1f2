from typing import ClassVar, Optional

import redis
from redis.asyncio import Redis


class Store:
    client: Optional[Redis] = None
    others: ClassVar[dict[str, redis.Redis]] = {}

    async def stop(self):
        if self.client is not None:
            await self.client.aclose()
            self.client = None

    def save(self, name):
        self.others[name].hset("k", mapping={"a": 1})


clients: "dict[str, redis.Redis]" = {}
clients["a"].hset("k", mapping={"a": 1})


def local():
    client: Optional[Redis] = None
    client.close()
