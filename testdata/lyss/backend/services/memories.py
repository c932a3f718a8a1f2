"""What the memory service knows of a user; the chat goes on without it."""

import logging
from typing import List

import httpx

from core.config import get_settings

logger = logging.getLogger(__name__)
settings = get_settings()


async def recall(user_id: int, question: str) -> List[str]:
    try:
        async with httpx.AsyncClient(base_url=settings.memory_service_url, timeout=2) as client:
            response = await client.get("/memories/search", params={"user": str(user_id), "question": question})
            response.raise_for_status()
    except httpx.HTTPError as error:
        logger.info("no memories: %s", error)
        return []
    return response.json()["memories"]
