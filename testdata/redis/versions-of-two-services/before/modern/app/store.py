import redis

r = redis.Redis(charset="utf-8")
r.set("a", 1)
