from jose import jwt

NONE_YET = []


def read(token, key):
    return jwt.decode(token, key, algorithms=NONE_YET)


def read_text(token, key):
    return jwt.decode(token, key, algorithms="")


def filled(token, key, more):
    algorithms = []
    algorithms.extend(more)
    return jwt.decode(token, key, algorithms=algorithms)
