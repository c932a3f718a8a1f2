from jose.jwt import decode


def any_algorithm(token, key):
    return decode(token, key)


def required(token, key):
    return decode(token, key, algorithms=["HS256"], options={"require_sub": True})
