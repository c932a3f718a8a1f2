from jose import jwt

OPTIONS = {"algorithms": ["HS256"], "audience": "api"}


def read(token, key):
    return jwt.decode(token, key, **OPTIONS)


def read_inline(token, key):
    return jwt.decode(token, key, **{"algorithms": ["RS256"]})
