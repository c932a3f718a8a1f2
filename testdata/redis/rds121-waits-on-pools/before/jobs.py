import os

import redis
from redis import BlockingConnectionPool, ConnectionPool, Redis

ADDRESS = ConnectionPool.from_url("redis://queue/0", max_connections=10)
BLOCKING = BlockingConnectionPool(host="queue", max_connections=10)
PATIENT = ConnectionPool(host="queue", socket_timeout=60, max_connections=10)
PATIENT_BY_ADDRESS = ConnectionPool.from_url("redis://queue/0?socket_timeout=60", max_connections=10)
ELSEWHERE = ConnectionPool.from_url(os.environ["QUEUE_URL"], max_connections=10)

by_address = Redis(connection_pool=ADDRESS)
blocking = Redis(connection_pool=BLOCKING)
patient = Redis(connection_pool=PATIENT)
patient_by_address = Redis(connection_pool=PATIENT_BY_ADDRESS)
elsewhere = Redis(connection_pool=ELSEWHERE)
owned = Redis.from_pool(ConnectionPool(host="queue", max_connections=10))


def serve():
    by_address.blpop("jobs")
    blocking.brpop("jobs", timeout=30)
    blocking.xread({"events": "$"}, block=0)
    owned.blpop("jobs", 0)
    # Nobody knows whether the address says how long.
    elsewhere.blpop("jobs")
    elsewhere.xread({"events": "$"}, block=60_000)


def quiet():
    by_address.blpop("jobs", 3)
    patient.blpop("jobs")
    patient_by_address.blpop("jobs")


def client(pool=None):
    return redis.Redis(connection_pool=pool)


def several():
    # One of them has no pool but its own.
    client(PATIENT).incr("a")
    client().incr("a")
    client().blpop("jobs")
