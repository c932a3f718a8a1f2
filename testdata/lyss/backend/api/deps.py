"""What routes ask for."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from core.config import Settings, get_settings
from core.ratelimit import RateLimiter
from core.security import read_token
from db.models import User
from db.session import get_session
from repositories.conversations import Conversations
from repositories.documents import Documents
from repositories.users import Users

bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token")

SettingsNow = Annotated[Settings, Depends(get_settings)]
Session = Annotated[AsyncSession, Depends(get_session)]


def users(session: Session) -> Users:
    return Users(session)


def conversations(session: Session) -> Conversations:
    return Conversations(session)


def documents(session: Session) -> Documents:
    return Documents(session)


UsersNow = Annotated[Users, Depends(users)]
ConversationsNow = Annotated[Conversations, Depends(conversations)]
DocumentsNow = Annotated[Documents, Depends(documents)]


async def current_user(token: Annotated[str, Depends(bearer)], settings: SettingsNow, people: UsersNow) -> User:
    claims = read_token(token, settings)
    user = await people.by_id(int(claims["sub"]))
    if user is None:
        raise HTTPException(status_code=401, detail="This account is gone.")
    return user


CurrentUser = Annotated[User, Depends(current_user)]


async def admin(user: CurrentUser) -> User:
    if not user.is_admin:
        raise HTTPException(status_code=403, detail="This is for administrators.")
    return user


async def within_limit(request: Request, user: CurrentUser, settings: SettingsNow) -> User:
    limiter = RateLimiter(request.app.state.redis, settings.requests_per_minute)
    if not await limiter.allows(user.id):
        raise HTTPException(status_code=429, detail="Slow down.", headers={"retry-after": "60"})
    return user


LimitedUser = Annotated[User, Depends(within_limit)]
