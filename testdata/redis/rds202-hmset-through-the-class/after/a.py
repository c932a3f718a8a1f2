import redis
from redis import StrictRedis

r = redis.Redis()
redis.Redis.hset(r, "k", mapping={"a": 1})
StrictRedis.hset(r, "k", mapping={"a": 1})
redis.Redis.hset(r, name="k", mapping={"a": 1})
