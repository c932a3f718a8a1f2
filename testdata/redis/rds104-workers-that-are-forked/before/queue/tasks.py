import redis

from worker import queue

cache = redis.from_url("redis://x")
never = redis.Redis()


@queue.task(bind=True)
def count(self, name):
    return helper(name)


def helper(name):
    return cache.incr(name)
