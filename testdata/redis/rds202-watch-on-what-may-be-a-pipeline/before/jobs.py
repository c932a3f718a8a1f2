from typing import Optional

import redis
from redis.client import Pipeline


class Job:
    def __init__(self):
        self.connection = redis.Redis()

    def fetch(self, ids, pipeline: Optional[Pipeline] = None):
        connection = pipeline if pipeline is not None else self.connection
        if pipeline is not None:
            connection.watch(*ids)
        connection.hmset("fetched", {"at": 1})
        self.connection.unwatch()
