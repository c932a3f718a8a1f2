import redis
from redis import StrictRedis

r = redis.Redis()
redis.Redis.hmset(r, "k", {"a": 1})
StrictRedis.hmset(r, "k", {"a": 1})
redis.Redis.hmset(r, name="k", mapping={"a": 1})
