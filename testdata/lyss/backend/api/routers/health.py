import redis
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api.deps import Session
from core.config import get_settings
from services import llm

router = APIRouter(tags=["health"])
settings = get_settings()


@router.get("/health")
def health():
    """Whether the process answers and reaches Redis; load balancers ask every few seconds."""
    try:
        redis.Redis(
            host=settings.redis_host, port=settings.redis_port, db=settings.redis_db, password=settings.redis_password
        ).ping()
    except redis.ConnectionError:
        return JSONResponse({"status": "degraded", "redis": False}, status_code=503)
    return {"status": "ok", "redis": True}


@router.get("/health/deep")
async def deep(session: Session):
    """Everything that the service needs; for people and for deployments."""
    await session.execute(text("SELECT 1"))
    models = llm.is_up()
    return {"status": "ok" if models else "degraded", "database": True, "models": models}
