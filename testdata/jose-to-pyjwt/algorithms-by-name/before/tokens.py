from jose import jwt
from jose.constants import ALGORITHMS

ALGORITHM = ALGORITHMS.HS256
ALLOWED = ALGORITHMS.HMAC


def make(claims, key):
    print(f"{ALGORITHMS.HS256}")
    return jwt.encode(claims, key, algorithm=ALGORITHMS.HS256)


def read(token, key):
    return jwt.decode(token, key, algorithms=[ALGORITHMS.HS256])


def read_more(token, key):
    return jwt.decode(token, key, algorithms=ALLOWED)
