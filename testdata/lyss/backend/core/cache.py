"""Redis: sessions, rate limits, cached answers."""

import json

import redis
import redis.asyncio as aioredis

from core.config import get_settings

settings = get_settings()

pool = redis.ConnectionPool(max_connections=20)

redis_client = redis.Redis(
    host=settings.redis_host,
    port=settings.redis_port,
    db=settings.redis_db,
    password=settings.redis_password,
    connection_pool=pool,
)


def cached_answer(key: str):
    value = redis_client.get(f"answer:{key}")
    return json.loads(value) if value else None


def keep_answer(key: str, answer: dict, seconds: int = 3600) -> None:
    redis_client.setex(f"answer:{key}", seconds, json.dumps(answer))


def remember_session(session_id: str, user: str, agent: str) -> None:
    redis_client.hmset(f"session:{session_id}", {"user": user, "agent": agent})
    redis_client.expire(f"session:{session_id}", settings.jwt_minutes * 60)


async def within_limit(user: str, limit: int = 30) -> bool:
    """Whether the user may ask once more this minute."""
    client = aioredis.Redis(host=settings.redis_host, port=settings.redis_port, db=settings.redis_db)
    try:
        count = await client.incr(f"limit:{user}")
        if count == 1:
            await client.expire(f"limit:{user}", 60)
        return count <= limit
    finally:
        await client.close()
