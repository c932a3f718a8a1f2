import uuid

from fastapi import APIRouter, Depends, Header

from core import cache
from core.config import Settings, get_settings
from core.security import create_token

router = APIRouter(prefix="/api/v1/auth", tags=["auth"])


@router.post("/token")
def token(user: str, user_agent: str = Header(""), settings: Settings = Depends(get_settings)):
    cache.remember_session(str(uuid.uuid4()), user, user_agent)
    return {"access_token": create_token(user, settings), "token_type": "bearer"}
