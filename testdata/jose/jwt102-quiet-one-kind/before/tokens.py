from jose import jwt
from jose.constants import ALGORITHMS

PUBLIC = ["RS256", "ES256"]


def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "HS512"])


def read_public(token, key):
    return jwt.decode(token, key, algorithms=PUBLIC)


def read_constants(token, key):
    return jwt.decode(token, key, algorithms=[ALGORITHMS.RS256, ALGORITHMS.RS512])


def read_given(token, key, algorithm="RS256"):
    return jwt.decode(token, key, algorithms=[algorithm])
