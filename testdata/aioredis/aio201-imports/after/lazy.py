try:
    import redis.asyncio as aioredis
except ImportError:
    aioredis = None


def make(url):
    if aioredis is None:
        raise RuntimeError("install aioredis")
    return aioredis.from_url(url)
