import redis

client = redis.Redis(host="cache", socket_timeout=0.5)


def visits(page):
    return client.incr(page)
