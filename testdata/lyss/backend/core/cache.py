"""The synchronous Redis client: sessions, cached answers, counters."""

import json
from typing import Any, Dict, List, Optional

import redis

from core.config import get_settings

settings = get_settings()

pool = redis.ConnectionPool(
    host=settings.redis_host,
    port=settings.redis_port,
    db=settings.redis_db,
    password=settings.redis_password,
)

redis_client = redis.Redis(
    connection_pool=pool,
    max_connections=settings.redis_pool_size,
    socket_timeout=5,
    health_check_interval=30,
)

ANSWER_SECONDS = 3600


def cached_answer(key: str) -> Optional[Dict[str, Any]]:
    value = redis_client.get(f"answer:{key}")
    return json.loads(value) if value else None


def keep_answer(key: str, answer: Dict[str, Any], seconds: int = ANSWER_SECONDS) -> None:
    redis_client.setex(f"answer:{key}", seconds, json.dumps(answer))


def forget_answers() -> int:
    keys = list(redis_client.scan_iter("answer:*", count=500))
    return redis_client.delete(*keys) if keys else 0


def remember_session(session_id: str, user_id: int, agent: str) -> None:
    name = f"session:{session_id}"
    redis_client.hmset(name, {"user": user_id, "agent": agent})
    redis_client.expire(name, settings.refresh_days * 86400)
    redis_client.sadd(f"sessions:{user_id}", session_id)


def session(session_id: str) -> Optional[Dict[str, str]]:
    found = redis_client.hgetall(f"session:{session_id}")
    if not found:
        return None
    return {name.decode(): value.decode() for name, value in found.items()}


def end_session(session_id: str) -> bool:
    known = session(session_id)
    with redis_client.pipeline() as pipe:
        pipe.delete(f"session:{session_id}")
        if known:
            pipe.srem(f"sessions:{known['user']}", session_id)
        return bool(pipe.execute()[0])


def sessions_of(user_id: int) -> List[str]:
    return sorted(name.decode() for name in redis_client.smembers(f"sessions:{user_id}"))


def end_sessions(user_id: int) -> int:
    return sum(end_session(name) for name in sessions_of(user_id))
