"""Vectors of texts, and what is near to what."""

import math
from typing import List, Sequence, Tuple

import openai
from openai.error import APIError, RateLimitError, ServiceUnavailableError, Timeout
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from core.config import get_settings
from services.usage import record

settings = get_settings()

BATCH = 16
TRY_AGAIN = (APIError, RateLimitError, ServiceUnavailableError, Timeout)


@retry(
    retry=retry_if_exception_type(TRY_AGAIN),
    wait=wait_random_exponential(multiplier=0.05, max=10),
    stop=stop_after_attempt(4),
    reraise=True,
)
def embed_batch(texts: Sequence[str]) -> List[List[float]]:
    response = openai.Embedding.create(input=list(texts), engine=settings.embedding_model)
    record(response["model"], response["usage"])
    # The API does not promise an order.
    rows = sorted(response["data"], key=lambda row: row["index"])
    return [row["embedding"] for row in rows]


def embed(texts: Sequence[str]) -> List[List[float]]:
    vectors: List[List[float]] = []
    for start in range(0, len(texts), BATCH):
        vectors.extend(embed_batch(texts[start : start + BATCH]))
    return vectors


async def embed_one(text: str) -> List[float]:
    response = await openai.Embedding.acreate(input=[text.replace("\n", " ")], model=settings.embedding_model)
    return response["data"][0]["embedding"]


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    length = math.sqrt(sum(x * x for x in one)) * math.sqrt(sum(x * x for x in other))
    return sum(x * y for x, y in zip(one, other)) / length if length else 0.0


def nearest(vector: Sequence[float], rows: Sequence[Tuple[str, Sequence[float]]], count: int = 3):
    scored = [(cosine(vector, other), text) for text, other in rows]
    return sorted(scored, reverse=True)[:count]
