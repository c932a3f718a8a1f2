import jwt
from jwt import decode


def read(token, key):
    return jwt.decode(token, key, options={"verify_signature": False})


def read_all(token, key):
    return decode(token, key, algorithms=["HS256", "RS256"])
