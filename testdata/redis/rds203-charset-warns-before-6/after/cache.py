import redis

r = redis.StrictRedis(host="redis", encoding="utf-8")
