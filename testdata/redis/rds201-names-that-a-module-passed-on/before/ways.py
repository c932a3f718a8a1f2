import redis
from redis import client as parts


def read(r, key):
    try:
        return r.get(key)
    except redis.client.TimeoutError:
        return None
    except parts.TimeoutError:
        return None
