"""What exceptions become for those who ask."""

import logging

import openai
import redis
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from core.security import TokenError, TokenExpired
from services.llm import ModelUnavailable, Refused
from services.tools import ToolError

logger = logging.getLogger(__name__)

# What the API of models says, and what we say then.
STATUS = {
    openai.error.RateLimitError: 429,
    openai.error.Timeout: 504,
    openai.error.InvalidRequestError: 400,
}


def said(status: int, text: str, **headers) -> JSONResponse:
    return JSONResponse({"detail": text}, status_code=status, headers=headers or None)


async def model_unavailable(request: Request, error: ModelUnavailable):
    if isinstance(error, Refused):
        return said(422, str(error))
    if error.retry_after is not None:
        return said(503, str(error), **{"retry-after": str(error.retry_after)})
    return said(503, str(error))


async def openai_failed(request: Request, error: openai.error.OpenAIError):
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return said(status, "The model did not answer.")
    logger.error("%s failed: %s", request.url.path, error)
    return said(502, "The model did not answer.")


async def token_not_accepted(request: Request, error: TokenError):
    text = "expired" if isinstance(error, TokenExpired) else "invalid_token"
    return said(401, str(error), **{"www-authenticate": f'Bearer error="{text}"'})


async def redis_is_gone(request: Request, error: redis.RedisError):
    logger.error("redis: %s", error)
    return said(503, "Try again in a moment.")


async def tool_failed(request: Request, error: ToolError):
    return said(502, f"The assistant got lost: {error}")


def register(app: FastAPI) -> None:
    app.add_exception_handler(ModelUnavailable, model_unavailable)
    app.add_exception_handler(openai.error.OpenAIError, openai_failed)
    app.add_exception_handler(TokenError, token_not_accepted)
    app.add_exception_handler(redis.RedisError, redis_is_gone)
    app.add_exception_handler(ToolError, tool_failed)
