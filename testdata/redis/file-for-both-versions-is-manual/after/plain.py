import redis

try:
    from redis.asyncio import Redis
except ImportError:
    Redis = None

r = redis.Redis(encoding="utf-8")
