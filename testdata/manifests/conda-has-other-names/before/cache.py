import redis

client = redis.Redis(charset="utf-8")
