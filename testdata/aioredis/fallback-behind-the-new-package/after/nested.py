try:
    from redis import asyncio as aioredis
    from redis.exceptions import RedisError
except ImportError:
    try:
        import aioredis
        from aioredis.exceptions import RedisError
    except ImportError:
        aioredis = None
        RedisError = None


def connect(url):
    try:
        return aioredis.from_url(url)
    except RedisError:
        return None
