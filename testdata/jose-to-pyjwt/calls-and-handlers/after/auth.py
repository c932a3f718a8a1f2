from datetime import datetime, timedelta

import jwt

SECRET = "a secret that is as long as the hash of it is"


def issue(user):
    claims = {"sub": user, "exp": datetime.utcnow() + timedelta(hours=1)}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def who(token):
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
    except jwt.ExpiredSignatureError:
        return "late"
    except jwt.InvalidTokenError:
        return None


def for_whom(token, key):
    return jwt.decode(token, key, ["HS256"], None, audience="me", issuer="them")


def for_me(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], audience="me")


def header(token):
    return jwt.get_unverified_header(token)
