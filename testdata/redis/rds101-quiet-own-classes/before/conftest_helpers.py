from fakes import ConnectionPool, Redis

fake = Redis(host="localhost", port=6379, connection_pool=ConnectionPool())


def build(redis):
    return redis.Redis(host="localhost", connection_pool=object())
