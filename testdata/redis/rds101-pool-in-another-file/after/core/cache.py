import redis

from core.pool import pool

cache = redis.Redis(connection_pool=pool)
