import redis

r = redis.Redis()


def keep(key, value):
    r.setex(key, 3600, value)
