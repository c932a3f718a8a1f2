import redis

r = redis.StrictRedis(host="redis", charset="utf-8")
