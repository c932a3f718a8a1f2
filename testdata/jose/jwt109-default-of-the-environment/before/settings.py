import os

from jose import jwt

DEFAULT = os.getenv("SECRET", "hardcoded")
GET = os.environ.get("SECRET", "hardcoded")
EITHER = os.getenv("SECRET") or "hardcoded"
NONE = os.getenv("SECRET")
EMPTY = os.getenv("SECRET", "")
MUST = os.environ["SECRET"]


def default(claims):
    return jwt.encode(claims, DEFAULT, algorithm="HS256")


def get(claims):
    return jwt.encode(claims, GET, algorithm="HS256")


def either(claims):
    return jwt.encode(claims, EITHER, algorithm="HS256")


def none(claims):
    return jwt.encode(claims, NONE, algorithm="HS256")


def empty(claims):
    return jwt.encode(claims, EMPTY, algorithm="HS256")


def must(claims):
    return jwt.encode(claims, MUST, algorithm="HS256")
