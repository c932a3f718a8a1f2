from datetime import timedelta

from jose import jwt

SECRET = "a secret that is as long as the hash of it is"


def late(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"leeway": timedelta(minutes=5)})


def by_position(token):
    return jwt.decode(token, SECRET, ["HS256"], {"leeway": 10, "verify_aud": False}, None, "them")


def required(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require_exp": True, "require_sub": True, "require_iat": False})


def not_required(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require_exp": False})
