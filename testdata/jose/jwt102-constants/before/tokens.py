from jose import jwt
from jose.constants import ALGORITHMS


def read(token, key):
    return jwt.decode(token, key, algorithms=[ALGORITHMS.HS256, ALGORITHMS.RS256])
