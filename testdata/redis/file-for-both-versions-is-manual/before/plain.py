import redis

try:
    from redis.asyncio import Redis
except ImportError:
    Redis = None

r = redis.Redis(charset="utf-8")
