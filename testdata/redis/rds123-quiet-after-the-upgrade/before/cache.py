import redis

texts = redis.Redis("cache", 6379, 0, None, 3, 2, None, None, None, None, "utf-8", "strict", True)
