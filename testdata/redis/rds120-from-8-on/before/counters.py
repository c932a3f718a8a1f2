import redis

client = redis.Redis(host="cache")
patient = redis.Redis(host="cache", socket_timeout=None)


def visits(page):
    patient.incr(page)
    return client.incr(page)
