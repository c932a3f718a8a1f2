import os

from jose import jwt

ALGORITHM = "HS256"


def read(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHM)


def read_either(token, key):
    return jwt.decode(token, key, algorithms="RS256,RS384")


def read_configured(token, key):
    return jwt.decode(token, key, algorithms=os.environ["ALGORITHMS"].split(","))


def read_list(token, key):
    return jwt.decode(token, key, algorithms=[ALGORITHM])
