from datetime import timedelta

import jwt

SECRET = "a secret that is as long as the hash of it is"


def late(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], leeway=timedelta(minutes=5))


def by_position(token):
    return jwt.decode(token, SECRET, ["HS256"], audience=None, issuer="them", options={"verify_aud": False}, leeway=10)


def required(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["exp", "sub"]})


def not_required(token):
    return jwt.decode(token, SECRET, algorithms=["HS256"])
