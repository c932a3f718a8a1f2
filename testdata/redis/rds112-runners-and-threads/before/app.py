import asyncio
import sys
from threading import Thread

import redis.asyncio as redis
from flask import Flask

app = Flask(__name__)

in_runner = redis.Redis(host="a")
one_after_the_other = redis.Redis(host="b")
in_threads = redis.Redis(host="c")
in_loop = redis.Redis(host="d")
# One loop each.
kept = redis.Redis(host="e")
once = redis.Redis(host="f")
either = redis.Redis(host="g")


async def through_runner():
    await in_runner.ping()


async def again():
    await one_after_the_other.ping()


async def through_threads():
    await in_threads.ping()


async def through_loop():
    await in_loop.ping()


async def through_kept():
    await kept.ping()


async def through_once():
    await once.ping()


async def through_either():
    await either.ping()


@app.route("/")
def view():
    with asyncio.Runner() as runner:
        runner.run(through_runner())


def several():
    with asyncio.Runner() as runner:
        runner.run(again())
    with asyncio.Runner() as runner:
        runner.run(again())


def work():
    asyncio.run(through_threads())


def work_in_loop():
    asyncio.run(through_loop())


def work_once():
    asyncio.run(through_once())


def work_either():
    asyncio.run(through_either())


def threads():
    Thread(target=work).start()
    Thread(target=work).start()
    for _ in range(3):
        Thread(target=work_in_loop).start()
    Thread(target=work_once).start()
    if sys.argv[1:]:
        Thread(target=work_either).start()
    else:
        Thread(target=work_either, daemon=True).start()


def one():
    with asyncio.Runner() as runner:
        for _ in range(3):
            runner.run(through_kept())
