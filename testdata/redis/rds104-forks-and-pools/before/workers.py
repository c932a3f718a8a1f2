import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

import redis

forked = redis.Redis(host="a")
called = redis.Redis(host="b")
mapped = redis.Redis(host="c")
submitted = redis.Redis(host="d")
begun = redis.Redis(host="e")
looped = redis.Redis(host="f")
before = redis.Redis(host="g")
threads = redis.Redis(host="h")


def count():
    called.incr("n")


def prefork(n):
    before.ping()
    for _ in range(n):
        if os.fork() == 0:
            forked.set("child", os.getpid())
            count()
            os._exit(0)


def square(x):
    mapped.incr("squares")
    return x * x


def cube(x):
    submitted.incr("cubes")
    return x**3


def begin():
    begun.ping()


def loop_through(x):
    looped.get(x)


def in_pools(xs):
    with Pool(4, initializer=begin) as pool:
        pool.map(square, xs)
    return ProcessPoolExecutor().submit(cube, 3)


class Runner:
    def __init__(self):
        self.pool = ProcessPoolExecutor()

    async def run(self, loop, x):
        return await loop.run_in_executor(self.pool, loop_through, x)


def shout(x):
    threads.get(x)


def in_something_else(pool, xs):
    pool.map(shout, xs)
