import redis
r = redis.Redis()
r.hmset("k", {"a": 1})
