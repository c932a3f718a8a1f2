"""Short memory: the last things that users said, word for word."""

import json
import time
from typing import Any, Dict, List

import redis

from memory.config import Settings


def connect(settings: Settings) -> redis.Redis:
    return redis.StrictRedis(
        host=settings.redis_host,
        port=settings.redis_port,
        db=settings.redis_db,
        charset="utf-8",
        decode_responses=True,
        socket_timeout=5,
    )


class Recent:
    def __init__(self, client: redis.Redis, keep: int):
        self.client = client
        self.keep = keep

    def note(self, user: str, text: str) -> None:
        name = f"recent:{user}"
        with self.client.pipeline() as pipe:
            pipe.lpush(name, json.dumps({"text": text, "at": int(time.time())}))
            pipe.ltrim(name, 0, self.keep - 1)
            pipe.incr(f"notes:{user}")
            pipe.execute()
        self.client.hmset(f"user:{user}", {"last": text[:80], "seen": int(time.time())})

    def last(self, user: str, count: int = 10) -> List[str]:
        return [json.loads(line)["text"] for line in self.client.lrange(f"recent:{user}", 0, count - 1)]

    def profile(self, user: str) -> Dict[str, Any]:
        found = self.client.hgetall(f"user:{user}")
        return {"notes": int(self.client.get(f"notes:{user}") or 0), "last": found.get("last")}

    def forget(self, user: str) -> bool:
        return self.client.delete(f"recent:{user}", f"user:{user}", f"notes:{user}") > 0
