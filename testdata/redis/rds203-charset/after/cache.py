import redis

r = redis.StrictRedis(host="redis", encoding="utf-8", encoding_errors="replace", decode_responses=True)
