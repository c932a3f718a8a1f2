"""Pages."""
import os

import redis

URL = os.environ.get("CACHE_URL", "redis://localhost")
PORT = 6379


def page(name):
    client = redis.Redis(host="cache", port=PORT, db=2, decode_responses=True)
    return client.get(name)


# Counts who looks.
def look(name):
    client = redis.Redis(host="cache", port=PORT, db=2, decode_responses=True)
    with client.pipeline() as pipe:
        pipe.set(name, "seen")
        pipe.get(name)
        return pipe.execute()


class Store:
    def get(self, name):
        return redis.from_url(
            URL,
            db=3,  # others have 0
        ).get(name)

    def put(self, name, value):
        return redis.from_url(
            URL,
            db=3,  # others have 0
        ).set(name, value)
