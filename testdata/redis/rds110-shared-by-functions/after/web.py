"""Pages."""
import os

import redis

URL = os.environ.get("CACHE_URL", "redis://localhost")
PORT = 6379


redis_client = redis.Redis(host="cache", port=PORT, db=2, decode_responses=True)


def page(name):
    client = redis_client
    return client.get(name)


# Counts who looks.
def look(name):
    client = redis_client
    with client.pipeline() as pipe:
        pipe.set(name, "seen")
        pipe.get(name)
        return pipe.execute()


redis_client_2 = redis.from_url(
    URL,
    db=3,  # others have 0
)


class Store:
    def get(self, name):
        return redis_client_2.get(name)

    def put(self, name, value):
        return redis_client_2.set(name, value)
