import os
from urllib.parse import urlencode, urlunparse

import redis

HOST = os.environ["REDIS_HOST"]
QUERY = "?socket_timeout=30"


def address():
    return f"redis://{HOST}:6379/0"


# Nothing says how long a reply may take.
by_letters = redis.from_url(f"redis://{HOST}:6379/0", max_connections=9)
by_letters.blpop("jobs")
by_plus = redis.from_url("redis://" + HOST, max_connections=9)
by_plus.blpop("jobs")
by_format = redis.from_url("redis://{}/0".format(HOST), max_connections=9)
by_format.blpop("jobs")
by_percent = redis.from_url("redis://%s/0" % HOST, max_connections=9)
by_percent.brpop("jobs")
by_parts = redis.from_url(urlunparse(("redis", HOST, "/0", "", "", "")), max_connections=9)
by_parts.blpop("jobs")
by_call = redis.Redis.from_url(address(), max_connections=9)
by_call.blpop("jobs", timeout=30)

# What the address says is not known here.
elsewhere = redis.from_url(os.environ["REDIS_URL"], max_connections=9)
elsewhere.xread({"jobs": "$"}, block=0)

# The address says it, or the call, or the wait is short.
said_by_letters = redis.from_url(f"redis://{HOST}/0?socket_timeout=30", max_connections=9)
said_by_letters.blpop("jobs")
said_by_name = redis.from_url(f"redis://{HOST}{QUERY}", max_connections=9)
said_by_name.blpop("jobs")
said_by_plus = redis.from_url("redis://" + HOST + QUERY, max_connections=9)
said_by_plus.blpop("jobs")
said_by_query = redis.from_url("redis://{}?{}".format(HOST, urlencode({"socket_timeout": 30})), max_connections=9)
said_by_query.blpop("jobs")
said_by_parts = redis.from_url(urlunparse(("redis", HOST, "/0", "", "socket_timeout=30", "")), max_connections=9)
said_by_parts.blpop("jobs")
said_by_call = redis.from_url(f"redis://{HOST}", socket_timeout=None, max_connections=9)
said_by_call.blpop("jobs")
said_by_call.blpop("jobs", timeout=3)
short = redis.from_url(f"redis://{HOST}", max_connections=9)
short.blpop("jobs", timeout=3)
