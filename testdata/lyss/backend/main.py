"""The backend of Lyss AI: accounts, conversations, documents, pictures."""

from contextlib import asynccontextmanager

import redis.asyncio as aioredis
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import errors
from api.routers import admin, auth, chat, conversations, documents, health, pictures, speech
from core import logging as service_logging
from core.config import get_settings
from db.session import make_engine, make_sessions
from services import openai_setup

settings = get_settings()
service_logging.setup(settings.log_level)
openai_setup.configure(settings)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.engine = make_engine(settings.database_url)
    app.state.sessions = make_sessions(app.state.engine)
    app.state.redis = aioredis.Redis(
        host=settings.redis_host,
        port=settings.redis_port,
        db=settings.redis_db,
        password=settings.redis_password,
        decode_responses=True,
    )
    yield
    await app.state.redis.close()
    await app.state.engine.dispose()


app = FastAPI(title=settings.app_name, version="1.8.0", lifespan=lifespan)
app.add_middleware(
    CORSMiddleware,
    allow_origins=settings.allowed_origins,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.middleware("http")(service_logging.request_id)
errors.register(app)

for module in (health, auth, conversations, chat, documents, pictures, speech, admin):
    app.include_router(module.router, prefix="/api/v1")
