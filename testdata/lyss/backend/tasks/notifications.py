"""Tells browsers what happens, over Redis."""

import json
from typing import AsyncIterator, Dict, Iterable

import redis
import redis.asyncio as aioredis

from core.config import get_settings

settings = get_settings()


def publisher() -> redis.Redis:
    return redis.StrictRedis(
        host=settings.redis_host,
        port=settings.redis_port,
        db=settings.redis_db,
        password=settings.redis_password,
        charset="utf-8",
        errors="replace",
        decode_responses=True,
    )


def publish(client: redis.Redis, user_id: int, kind: str, **more) -> int:
    """How many browsers were told."""
    event = {"kind": kind, **more}
    client.hmset(f"last-event:{user_id}", {"kind": kind, "text": json.dumps(event)})
    return client.publish(f"user:{user_id}", json.dumps(event))


def last_event(client: redis.Redis, user_id: int) -> Dict:
    text = client.hget(f"last-event:{user_id}", "text")
    return json.loads(text) if text else {}


async def listen(client: aioredis.Redis, user_ids: Iterable[int], most: int) -> AsyncIterator[Dict]:
    """The next events of some users."""
    channel = client.pubsub(ignore_subscribe_messages=True)
    await channel.subscribe(*[f"user:{user_id}" for user_id in user_ids])
    try:
        async for message in channel.listen():
            yield json.loads(message["data"])
            most -= 1
            if most == 0:
                return
    finally:
        await channel.unsubscribe()
        await channel.close()
