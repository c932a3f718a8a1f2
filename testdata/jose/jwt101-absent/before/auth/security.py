import jose.jwt
from jose import jwt
from jose.jwt import decode as read_token

SECRET = "read from the vault"


def current_user(token: str) -> str:
    payload = jwt.decode(token, SECRET)
    return payload["sub"]


def audience(token: str, aud: str):
    return jose.jwt.decode(token, key=SECRET, audience=aud, options={"verify_exp": False})


def claims(token: str):
    return read_token(token, SECRET, issuer="https://id.example")
