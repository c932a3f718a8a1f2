import redis
from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/hits")
def hits():
    r = redis.Redis(host="redis", port=6379)
    return jsonify(count=r.incr("hits"))


def recent(user_id):
    client = redis.StrictRedis.from_url("redis://redis:6379/0")
    return client.lrange(f"recent:{user_id}", 0, 10)


def ping(url):
    return redis.from_url(url).ping()
