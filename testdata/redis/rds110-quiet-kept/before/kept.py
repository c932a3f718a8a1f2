import redis

client = redis.Redis(host="redis")


class RateLimiter:
    store = redis.Redis(host="limits")

    def __init__(self, url):
        self.client = redis.from_url(url)
        self.fallback = redis.Redis(host="fallback", db=1)


def make(url):
    return redis.from_url(url)


shared = make("redis://redis/0")
