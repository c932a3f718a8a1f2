import redis
import redis.asyncio
from redis.sentinel import Sentinel

cache = redis.Redis(host="10.0.0.7", ssl=1)
queue = redis.asyncio.Redis(host="10.0.0.7", ssl=1)
sentinel = Sentinel([("10.0.0.7", 26379)], sentinel_kwargs={"ssl": 1})
main = sentinel.master_for("main", ssl=1)

plain = redis.Redis(host="10.0.0.7", ssl=0)
unchecked = redis.Redis(host="10.0.0.7", ssl=1, ssl_cert_reqs="none")
said = redis.Redis(host="10.0.0.7", ssl=1, ssl_check_hostname=False)
