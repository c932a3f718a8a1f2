import redis

r = redis.Redis(charset="utf-8")
r.graph("social")
