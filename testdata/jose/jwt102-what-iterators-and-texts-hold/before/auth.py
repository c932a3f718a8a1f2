import itertools
import os
from itertools import chain

from jose import jwt

KEY = os.environ["KEY"]
SHARED = ["HS256"]
PUBLIC = ("RS256",)
LISTED = "HS256, RS256"


def chained(token):
    return jwt.decode(token, KEY, algorithms=list(itertools.chain(SHARED, PUBLIC)))


def chained_items(token):
    return jwt.decode(token, KEY, algorithms=list(chain.from_iterable([SHARED, PUBLIC])))


def without_doubles(token):
    return jwt.decode(token, KEY, algorithms=list(dict.fromkeys(["HS256", "RS256"])))


def in_pieces(token):
    return jwt.decode(token, KEY, algorithms=[one.strip() for one in LISTED.split(",")])


def of_the_environment(token):
    return jwt.decode(token, KEY, algorithms=os.environ.get("ALGORITHMS", "HS256 RS256").split())


def capitals(token):
    return jwt.decode(token, KEY, algorithms=[one.upper() for one in ("hs256", "rs256")])


def repeated(token):
    return jwt.decode(token, KEY, algorithms=SHARED * 2 + list(PUBLIC))


# What these are is not seen.
def of_keys(token):
    return jwt.decode(token, KEY, algorithms=dict.fromkeys(["HS256", "RS256"]))


def of_unknown(token, more):
    return jwt.decode(token, KEY, algorithms=[*SHARED, *more])


def two_of_the_environment(token):
    return jwt.decode(token, KEY, algorithms=[os.environ["ONE"], os.environ["OTHER"]])


# One algorithm is of one kind.
def quiet(token):
    jwt.decode(token, KEY, algorithms="HS256,HS512".split(","))
    jwt.decode(token, KEY, algorithms=list(chain(SHARED, ["HS512"])))
    jwt.decode(token, KEY, algorithms=SHARED * 2)
    jwt.decode(token, KEY, algorithms=[os.environ["ONE"]])
    jwt.decode(token, KEY, algorithms=[os.environ.get("ONE", "HS256")])
    jwt.decode(token, KEY, algorithms=list(dict.fromkeys(["RS256", "ES256"])))
