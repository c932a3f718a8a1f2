import redis
from fastapi import FastAPI

from api import auth, chat
from core.config import get_settings

settings = get_settings()
app = FastAPI(title=settings.app_name)
app.include_router(auth.router)
app.include_router(chat.router)


@app.get("/api/v1/health")
def health():
    try:
        redis.Redis(host=settings.redis_host, port=settings.redis_port).ping()
    except redis.ConnectionError:
        return {"status": "degraded", "redis": False}
    return {"status": "ok", "redis": True}
