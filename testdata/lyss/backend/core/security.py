"""Passwords and tokens."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Dict, Optional

from jose import JWTError, jwt
from jose.exceptions import ExpiredSignatureError, JWTClaimsError
from passlib.context import CryptContext

from core.config import Settings

passwords = CryptContext(schemes=["bcrypt"], deprecated="auto", bcrypt__rounds=6)


class TokenError(Exception):
    """A token that is not accepted; the text is for users."""


class TokenExpired(TokenError):
    pass


def hash_password(password: str) -> str:
    return passwords.hash(password)


def check_password(password: str, hashed: str) -> bool:
    return passwords.verify(password, hashed)


def _encode(claims: Dict[str, Any], lifetime: timedelta, settings: Settings, key_id: str = "current") -> str:
    now = datetime.utcnow()
    claims = {**claims, "iat": now, "exp": now + lifetime, "aud": settings.jwt_audience}
    return jwt.encode(claims, settings.jwt_secret, algorithm=settings.jwt_algorithm, headers={"kid": key_id})


def create_access_token(user_id: int, settings: Settings, scopes=()) -> str:
    claims = {"sub": str(user_id), "kind": "access", "scopes": list(scopes)}
    return _encode(claims, timedelta(minutes=settings.jwt_minutes), settings)


def create_refresh_token(user_id: int, settings: Settings, session: Optional[str] = None) -> str:
    claims = {"sub": str(user_id), "kind": "refresh", "jti": session or uuid.uuid4().hex}
    return _encode(claims, timedelta(days=settings.refresh_days), settings)


def _key_of(token: str, settings: Settings) -> str:
    """Tokens that were made before the last rotation name the key of before."""
    header = jwt.get_unverified_header(token)
    if header.get("kid") == "previous" and settings.jwt_previous_secret:
        return settings.jwt_previous_secret
    return settings.jwt_secret


def read_token(token: str, settings: Settings, kind: str = "access") -> Dict[str, Any]:
    try:
        claims = jwt.decode(
            token,
            _key_of(token, settings),
            algorithms=[settings.jwt_algorithm],
            audience=settings.jwt_audience,
        )
    except ExpiredSignatureError:
        raise TokenExpired("Sign in again.")
    except JWTClaimsError as error:
        raise TokenError(f"This token is for something else: {error}")
    except JWTError as error:
        raise TokenError("This token is not valid.") from error
    if claims.get("kind") != kind:
        raise TokenError("This token is of another kind.")
    return claims


def create_invitation(email: str, partner: str, key: str) -> str:
    return jwt.encode({"sub": email, "iss": partner}, key, algorithm="HS256")


def read_invitation(token: str, keys: Dict[str, str]) -> Dict[str, Any]:
    """Who is invited, and by whom: partners sign with keys of their own."""
    issuer = jwt.get_unverified_claims(token).get("iss")
    if issuer not in keys:
        raise TokenError("Nobody knows who signed this invitation.")
    try:
        return jwt.decode(token, keys[issuer], issuer=issuer)
    except JWTError:
        raise TokenError("This invitation is not valid.")
