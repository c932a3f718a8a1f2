import redis

picky = redis.Redis(host="cache", socket_timeout=0.2, retry_on_error=[ConnectionError])
again = redis.Redis(host="cache", socket_timeout=0.2, retry_on_timeout=True)


def count(key):
    return picky.incr(key) + again.incr(key)
