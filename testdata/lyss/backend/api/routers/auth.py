from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException
from fastapi.security import OAuth2PasswordRequestForm

from api.deps import CurrentUser, SettingsNow, UsersNow
from core import cache
from core.security import (
    TokenError,
    check_password,
    create_access_token,
    create_refresh_token,
    hash_password,
    read_invitation,
    read_token,
)
from schemas.auth import Account, Refresh, Registration, Tokens

router = APIRouter(prefix="/auth", tags=["auth"])

# Partners sign invitations with keys that we gave them.
PARTNER_KEYS = {"north": "north-signs-with-this-key", "harbour": "harbour-signs-with-this-key"}


def tokens_for(user, settings, agent: str) -> Tokens:
    refresh = create_refresh_token(user.id, settings)
    session = read_token(refresh, settings, kind="refresh")["jti"]
    cache.remember_session(session, user.id, agent)
    scopes = ["admin"] if user.is_admin else []
    return Tokens(access_token=create_access_token(user.id, settings, scopes), refresh_token=refresh)


@router.post("/register", status_code=201, response_model=Account)
async def register(new: Registration, people: UsersNow):
    partner = None
    if new.invitation:
        partner = read_invitation(new.invitation, PARTNER_KEYS)["iss"]
    if await people.by_email(new.email):
        raise HTTPException(status_code=409, detail="There is such an account already.")
    user = await people.add(new.email, hash_password(new.password), invited_by=partner)
    await people.note("register", user.id)
    return user


@router.post("/token")
async def token(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    people: UsersNow,
    settings: SettingsNow,
    user_agent: Annotated[str, Header()] = "",
) -> Tokens:
    user = await people.by_email(form.username)
    if user is None or not check_password(form.password, user.password_hash):
        await people.note("sign-in refused", email=form.username)
        raise HTTPException(status_code=401, detail="Name or password is wrong.")
    await people.note("sign-in", user.id, agent=user_agent)
    return tokens_for(user, settings, user_agent)


@router.post("/refresh")
async def refresh(asked: Refresh, people: UsersNow, settings: SettingsNow) -> Tokens:
    claims = read_token(asked.refresh_token, settings, kind="refresh")
    known = cache.session(claims["jti"])
    if known is None:
        raise TokenError("This session has ended.")
    cache.end_session(claims["jti"])
    user = await people.by_id(int(claims["sub"]))
    return tokens_for(user, settings, known["agent"])


@router.post("/logout")
async def logout(user: CurrentUser, people: UsersNow):
    ended = cache.end_sessions(user.id)
    await people.note("sign-out", user.id, sessions=ended)
    return {"ended": ended}


@router.get("/me", response_model=Account)
async def me(user: CurrentUser):
    return user
