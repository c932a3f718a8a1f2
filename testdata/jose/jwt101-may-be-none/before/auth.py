from jose import jwt, jws


def decode(token, algorithms=None):
    return jwt.decode(token, read_key(), algorithms=algorithms)


def chosen(token, key, strict):
    return jwt.decode(token, key, algorithms=["HS256"] if strict else None)


def handed_on(token, **more):
    return jwt.decode(token, read_key(), **more)


def row(token, key):
    given = (token, key)
    return jwt.decode(*given)


def row_that_says_it(token, key):
    given = (token, key, ["HS256"])
    return jwt.decode(*given)


def read_key():
    return open("key").read()


def uses(token):
    decode(token)
    decode(token, ["HS256"])
    handed_on(token)
    handed_on(token, algorithms=["HS256"])
    return jws.verify(token, read_key(), *(["HS256"],))
