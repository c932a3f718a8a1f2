from functools import partial

from jose import jwt


def readers(load, send):
    without = partial(jwt.decode, key=load())
    given_later = partial(jwt.decode, key=load())
    given_before = partial(jwt.decode, key=load(), algorithms=["RS256"])
    # Whoever gets this one may give them or not.
    send(partial(jwt.decode, key=load()))

    def read(token):
        given_later(token, algorithms=["RS256"])
        given_before(token)
        return without(token)

    return read
