import redis

client = redis.Redis(host="cache", ssl=True)
