from aioredis import exceptions


def is_lost(error):
    return isinstance(error, exceptions.ConnectionError)
