import redis

r = redis.StrictRedis(host="redis", charset="utf-8", errors="replace", decode_responses=True)
