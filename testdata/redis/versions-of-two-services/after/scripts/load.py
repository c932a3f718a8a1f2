import redis

r = redis.Redis()
r.graph("social")
