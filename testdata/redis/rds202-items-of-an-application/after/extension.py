import redis
from flask import current_app


def init_app(app):
    app.extensions["redis"] = redis.Redis(host="cache")


def save(mapping):
    current_app.extensions["redis"].hmset("k", mapping)
    current_app.extensions["mail"].hmset("k", mapping)
