from multiprocessing import Process

import redis

client = redis.Redis(host="cache")
alone = redis.Redis(host="cache", db=1)


def child(name):
    client.set(name, 1)


def other():
    return alone.get("a")


def run():
    for name in "ab":
        Process(target=child, args=(name,)).start()
