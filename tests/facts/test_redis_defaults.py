"""Holds what `rules/redis/policies.toml` says of new defaults against installed releases: no server is asked."""

import json
import subprocess
import unittest

from test_redis_and_jose import needs, python_with

RELEASES = ("5.0.1", "6.2.0", "8.1.0")
PROBE = r'''
import inspect, json, sys
import redis, redis.asyncio
from redis.connection import SSLConnection

def retries(client):
    retry = client.connection_pool.make_connection().retry
    return retry._retries if retry else 0

def default(call, name):
    return inspect.signature(call).parameters[name].default

print(json.dumps({
    "retries of a client": [retries(redis.Redis()), retries(redis.asyncio.Redis())],
    "retries of a url": [retries(redis.Redis.from_url("redis://h")), retries(redis.asyncio.Redis.from_url("redis://h"))],
    "retries of a pool": [retries(redis.Redis(connection_pool=redis.ConnectionPool()))],
    "timeout": [default(redis.Redis, "socket_timeout"), default(redis.asyncio.Redis, "socket_timeout")],
    "host name": [default(one, "ssl_check_hostname") for one in (redis.Redis, redis.asyncio.Redis, SSLConnection)],
    "host name where no certificate is looked at": [SSLConnection(ssl_cert_reqs=one).check_hostname for one in ("none", None)],
}))
'''


class Defaults(unittest.TestCase):
    @needs("redis", *RELEASES)
    def test_they_change_where_the_policies_say(self):
        found = [
            json.loads(subprocess.run([python_with("redis", release), "-c", PROBE], capture_output=True, text=True, check=True).stdout)
            for release in RELEASES
        ]
        self.assertEqual([one["retries of a client"] for one in found], [[0, 0], [3, 3], [10, 10]])
        self.assertEqual([one["retries of a url"] for one in found], [[0, 0]] * 3)
        self.assertEqual([one["retries of a pool"] for one in found], [[0]] * 3)
        self.assertEqual([one["timeout"] for one in found], [[None, None], [None, None], [5, 5]])
        self.assertEqual([one["host name"] for one in found], [[False] * 3, [True] * 3, [True] * 3])
        self.assertEqual([one["host name where no certificate is looked at"] for one in found], [[False] * 2] * 3)


if __name__ == "__main__":
    unittest.main()
