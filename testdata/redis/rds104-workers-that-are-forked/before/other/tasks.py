import redis
from invoke import task

cache = redis.Redis()
unused = redis.Redis(db=1)


@task
def count(context):
    return cache.incr("x")
