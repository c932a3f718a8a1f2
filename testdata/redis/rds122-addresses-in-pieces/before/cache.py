import os

import redis
import redis.asyncio
from redis.sentinel import Sentinel

HOST = os.environ["HOST"]
URL = f"rediss://{HOST}:6379/0"

by_name = redis.from_url(URL)
by_text = redis.asyncio.from_url("rediss://" + HOST)
by_format = redis.Redis.from_url("rediss://{}:6379".format(HOST))
by_percent = redis.ConnectionPool.from_url("rediss://%s" % HOST, max_connections=5)
plain = redis.from_url(f"redis://{HOST}:6379/0")
unchecked = redis.from_url(f"rediss://{HOST}?ssl_cert_reqs=none")
said = redis.from_url(URL, ssl_check_hostname=False)

sentinel = Sentinel([("sentinel", 26379)], ssl=True)
master = Sentinel([("sentinel", 26379)]).master_for("main", ssl=True)
quiet = Sentinel([("sentinel", 26379)], ssl=True, ssl_cert_reqs="none")

pool = redis.ConnectionPool(connection_class=redis.SSLConnection, host=HOST, max_connections=5)
waiting = redis.asyncio.BlockingConnectionPool(connection_class=redis.asyncio.SSLConnection, host=HOST)
other = redis.ConnectionPool(connection_class=redis.Connection, host=HOST, max_connections=5)
