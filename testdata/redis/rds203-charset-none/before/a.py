import os
from redis import Redis

a = Redis(charset=None)
b = Redis(charset=os.getenv("REDIS_CHARSET"))


def make(charset=None, errors=None):
    return Redis(charset=charset, errors=errors)


c = make()
