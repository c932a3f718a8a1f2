import os

import redis
from flask import current_app, request
from redis import Redis

HOST = "cache"


def closed():
    client = redis.Redis(host=HOST)
    value = client.get("a")
    client.close()
    return value


def left():
    with redis.Redis(host=HOST, db=1) as client:
        return client.get("a")


def selects():
    client = redis.Redis(host=HOST, db=2)
    client.select(4)
    return client.get("a")


def each(host):
    return redis.Redis(host=host).get("a")


def within_a_request():
    return redis.from_url(current_app.config["REDIS_URL"]).get(request.path)


def made_here():
    from redis import StrictRedis

    return StrictRedis(host=HOST).get("a")


def made_later():
    return redis.Redis(host=HOST, db=LATER).get("a")


def alone():
    return redis.Redis(host=HOST, db=5, single_connection_client=True).get("a")


LATER = 6


def moved():
    global HOST
    HOST = "other"


def replaced():
    return Redis(db=7).get("a")


def of_the_environment():
    return redis.from_url(os.environ["REDIS_URL"]).get("a")


def of_the_environment_or_not():
    return redis.from_url(os.getenv("REDIS_URL")).get("a")
