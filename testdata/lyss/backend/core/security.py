from datetime import datetime, timedelta

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt

from core.config import Settings, get_settings

bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token")


def create_token(user: str, settings: Settings) -> str:
    claims = {"sub": user, "exp": datetime.utcnow() + timedelta(minutes=settings.jwt_minutes)}
    return jwt.encode(claims, settings.jwt_secret, algorithm=settings.jwt_algorithm)


def current_user(token: str = Depends(bearer), settings: Settings = Depends(get_settings)) -> str:
    try:
        claims = jwt.decode(token, settings.jwt_secret, algorithms=[settings.jwt_algorithm])
    except JWTError:
        raise HTTPException(status_code=401, detail="token not valid")
    return claims["sub"]


def invited_by(token: str, key: str) -> str:
    """Who signed an invitation: partners sign with keys of their own."""
    return jwt.decode(token, key)["iss"]
