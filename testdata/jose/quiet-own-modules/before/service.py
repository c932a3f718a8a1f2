import jwt

from auth.jose import jwt as own


def read(token, key):
    return jwt.decode(token, key), own.decode(token, key)


def handle(jwt, token, key):
    return jwt.decode(token, key)
