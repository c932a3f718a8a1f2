"""What the assistant remembers of its users."""

import logging
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from openai import APIError, APIStatusError

from api import health, memories, summaries
from memory.config import get_settings
from memory.recent import connect

logger = logging.getLogger(__name__)
logging.basicConfig(level=get_settings().log_level)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.redis = connect(get_settings())
    yield
    app.state.redis.close()


app = FastAPI(title="Lyss memory", version="0.9.2", lifespan=lifespan)


@app.exception_handler(APIError)
async def model_failed(request: Request, error: APIError):
    status = error.status_code if isinstance(error, APIStatusError) else None
    logger.error("%s: the model failed with %s", request.url.path, status)
    return JSONResponse({"detail": "The model did not answer."}, status_code=429 if status == 429 else 502)


for router in (health.router, memories.router, summaries.router):
    app.include_router(router)
