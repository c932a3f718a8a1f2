"""Long memory: facts that a model drew from what users said, found by what they are about."""

import logging
from functools import lru_cache
from typing import Any, Dict, List, Optional

from mem0 import Memory

from memory.config import get_settings

logger = logging.getLogger(__name__)


@lru_cache
def memory() -> Memory:
    return Memory.from_config(get_settings().mem0())


def remember(user: str, text: str, source: Optional[str] = None) -> None:
    memory().add(text, user_id=user, metadata={"source": source} if source else None)
    logger.info("remembered %d characters of %s", len(text), user)


def recall(user: str, question: str, limit: int = 5) -> List[str]:
    """What is known of a user that bears on a question, the nearest first."""
    found = memory().search(question, user_id=user, limit=limit)
    return [one["memory"] for one in found]


def scores(user: str, question: str) -> Dict[str, float]:
    return {one["memory"]: one["score"] for one in memory().search(question, user_id=user)}


def everything(user: str) -> List[Dict[str, Any]]:
    return [
        {"id": one["id"], "text": one["memory"], "source": (one.get("metadata") or {}).get("source")}
        for one in memory().get_all(user_id=user)
    ]


def correct(memory_id: str, text: str) -> Dict[str, Any]:
    memory().update(memory_id, text)
    corrected = memory().get(memory_id)
    return {"id": corrected["id"], "text": corrected["memory"]}


def forget(memory_id: str) -> None:
    memory().delete(memory_id)


def forget_user(user: str) -> int:
    count = len(everything(user))
    if count:
        memory().delete_all(user_id=user)
    return count


def changes(memory_id: str) -> List[str]:
    """What happened to a memory: `ADD`, `UPDATE`, `DELETE`."""
    return [entry["event"] for entry in memory().history(memory_id)]
