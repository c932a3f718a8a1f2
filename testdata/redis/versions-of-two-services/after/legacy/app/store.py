import redis

r = redis.Redis(encoding="utf-8")
r.graph("social")
