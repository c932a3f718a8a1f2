"""Summaries of what is known."""

import json
import logging
from functools import lru_cache
from typing import AsyncIterator, Dict, List

from openai import APITimeoutError, AsyncOpenAI, BadRequestError, OpenAI, RateLimitError

from memory import tokens
from memory.config import get_settings

logger = logging.getLogger(__name__)


class NoSummary(Exception):
    pass


@lru_cache
def client() -> OpenAI:
    settings = get_settings()
    return OpenAI(timeout=settings.model_timeout, max_retries=settings.model_retries)


def prompt(texts: List[str]) -> List[Dict[str, str]]:
    fitting = tokens.fitting(texts, get_settings().prompt_tokens)
    return [{"role": "user", "content": "Summarize:\n" + "\n".join(fitting)}]


def summarize(texts: List[str]) -> str:
    try:
        response = client().chat.completions.create(model=get_settings().chat_model, messages=prompt(texts))
    except BadRequestError as error:
        raise NoSummary(f"refused: {error.message}") from error
    except (APITimeoutError, RateLimitError) as error:
        logger.warning("no summary: %s", error)
        return "; ".join(texts)
    logger.info("summary: %d tokens", response.usage.total_tokens if response.usage else 0)
    return (response.choices[0].message.content or "").strip()


async def stream(texts: List[str]) -> AsyncIterator[str]:
    settings = get_settings()
    async with AsyncOpenAI(timeout=settings.model_timeout, max_retries=0) as opened:
        chunks = await opened.chat.completions.create(
            model=settings.chat_model, messages=prompt(texts), stream=True
        )
        async for chunk in chunks:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content


def vectors(texts: List[str]) -> List[List[float]]:
    response = client().embeddings.create(model=get_settings().embedding_model, input=texts)
    return [row.embedding for row in sorted(response.data, key=lambda row: row.index)]


def as_json(texts: List[str]) -> str:
    """For the archive: the summary with what it was made of."""
    return json.dumps({"summary": summarize(texts), "texts": texts, "tokens": sum(tokens.count_all(texts))})
