import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, Process

import redis

given = redis.Redis(host="a")
named = redis.Redis(host="b")
context = redis.Redis(host="c")
ran = redis.Redis(host="d")
pooled = redis.Redis(host="e")
begun = redis.Redis(host="f")
mapped = redis.Redis(host="g")
by_position = redis.Redis(host="h")
anew = redis.Redis(host="i")
alone = redis.Redis(host="j")
read = redis.Redis(host="k")


def use(client):
    client.ping()


def in_context():
    context.ping()


def in_a_new_one():
    anew.ping()


def in_each(x):
    mapped.get(x)


def begin():
    begun.ping()


def begin_by_position():
    by_position.ping()


class Worker(Process):
    def run(self):
        ran.ping()


class Holder(multiprocessing.Process):
    def __init__(self):
        super().__init__()
        self.own = None

    def run(self):
        if self.own is None:
            self.own = redis.Redis(host="l")
        self.own.ping()


class Task:
    def run(self):
        alone.ping()


class Parent:
    def __init__(self):
        self.context = multiprocessing.get_context()

    def start(self, xs):
        with self.context.Pool(2, begin_by_position) as pool:
            pool.map(in_each, xs)


def main():
    Process(target=use, args=(given,)).start()
    Process(target=use, kwargs={"client": named}).start()
    Process(target=use, args=(read.get("a"),)).start()
    ctx = multiprocessing.get_context("fork")
    ctx.Process(target=in_context).start()
    multiprocessing.get_context("spawn").Process(target=in_a_new_one).start()
    Worker().start()
    Holder().start()
    with Pool(4, initializer=use, initargs=(pooled,)):
        Task().run()
    ProcessPoolExecutor(initializer=begin)
    Parent().start([1])
