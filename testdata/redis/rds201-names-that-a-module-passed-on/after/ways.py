import redis
import redis.exceptions


def read(r, key):
    try:
        return r.get(key)
    except redis.exceptions.TimeoutError:
        return None
    except redis.exceptions.TimeoutError:
        return None
