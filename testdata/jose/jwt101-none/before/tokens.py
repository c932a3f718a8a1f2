from jose import jws, jwt

ALGORITHMS = None


def read(token, key):
    return jwt.decode(token, key, None)


def read_named(token, key):
    return jwt.decode(token, key, algorithms=None)


def read_constant(token, key):
    return jwt.decode(token, key, algorithms=ALGORITHMS)


def verify(token, key):
    return jws.verify(token, key, None)
