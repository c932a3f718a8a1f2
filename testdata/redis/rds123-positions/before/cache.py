import redis
from redis import StrictRedis

texts = redis.Redis("cache", 6379, 0, None, 3, 2, None, None, None, None, "utf-8", "strict", None, None, True)
words = StrictRedis("cache", 6379, 1, None, None, None, None, None, None, None, "utf-8", "strict", decode_responses=True)
few = redis.Redis("cache", 6379, 2)
