import redis

from core.pool import pool

cache = redis.Redis(host="cache", port=6379, connection_pool=pool)
