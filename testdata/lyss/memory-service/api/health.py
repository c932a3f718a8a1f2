from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError

from memory import tokens

router = APIRouter(tags=["health"])


@router.get("/health")
def health(request: Request):
    try:
        request.app.state.redis.ping()
    except RedisError:
        return JSONResponse({"status": "degraded", "redis": False}, status_code=503)
    return {"status": "ok", "redis": True, "vocabulary": len(tokens.tokenizer())}
