import redis
from flask import Flask, current_app, g

app = Flask(__name__)


@app.before_request
def connect():
    g.redis = redis.Redis(host="cache")


def client():
    if "client" not in g:
        g.client = redis.Redis(host="cache")
    return g.client


def shared():
    if not hasattr(current_app, "client"):
        current_app.client = redis.Redis(host="cache")
    return current_app.client
