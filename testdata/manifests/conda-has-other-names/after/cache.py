import redis

client = redis.Redis(encoding="utf-8")
