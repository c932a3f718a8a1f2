import ssl

import redis
import redis.asyncio

cache = redis.Redis(host="10.0.0.7", ssl=True)
queue = redis.asyncio.from_url("rediss://10.0.0.7:6380/0")
pool = redis.ConnectionPool.from_url("rediss://cache.example.com")

said = redis.Redis(host="10.0.0.7", ssl=True, ssl_check_hostname=False)
by_url = redis.Redis.from_url("rediss://10.0.0.7?ssl_check_hostname=false")
unchecked = redis.Redis(host="10.0.0.7", ssl=True, ssl_cert_reqs="none")
unchecked_by_url = redis.Redis.from_url("rediss://10.0.0.7?ssl_cert_reqs=none")
plain = redis.Redis(host="10.0.0.7", ssl=False)
plain_by_url = redis.Redis.from_url("redis://10.0.0.7")
somehow = redis.Redis(host="10.0.0.7", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)
unchecked_by_none = redis.Redis(host="10.0.0.7", ssl=True, ssl_cert_reqs=None)
unchecked_url_by_none = redis.from_url("rediss://10.0.0.7", ssl_cert_reqs=None)
