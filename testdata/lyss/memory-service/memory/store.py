"""What the assistant remembers of a user."""

import json
from functools import lru_cache

import redis

from memory.config import MEMORY, REDIS_URL


@lru_cache
def memory():
    # Loads models: only when it is needed.
    from mem0 import Memory

    return Memory.from_config(MEMORY)


@lru_cache
def recent():
    return redis.Redis.from_url(REDIS_URL)


def remember(user: str, text: str) -> None:
    memory().add(text, user_id=user)
    recent().lpush(f"recent:{user}", json.dumps({"text": text}))
    recent().ltrim(f"recent:{user}", 0, 49)


def recall(user: str, question: str, limit: int = 5):
    return [found["memory"] for found in memory().search(question, user_id=user, limit=limit)]
