import redis


def read(key, client=None):
    client = client or redis.Redis()
    return client.get(key)


def write(key, value, *, client=None):
    if not client:
        client = redis.Redis()
    client.set(key, value)
