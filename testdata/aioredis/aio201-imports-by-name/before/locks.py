def lock(url):
    redis = __import__('aioredis')
    return redis.from_url(url).lock("jobs")
