import redis.exceptions


def is_lost(error):
    return isinstance(error, redis.exceptions.ConnectionError)
