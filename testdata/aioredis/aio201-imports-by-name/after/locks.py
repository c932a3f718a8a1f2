def lock(url):
    redis = __import__('redis.asyncio').asyncio
    return redis.from_url(url).lock("jobs")
