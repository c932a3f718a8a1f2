try:
    import redis.asyncio as aioredis
except ImportError:
    import aioredis


def connect(url):
    return aioredis.from_url(url)
