import redis

from settings import address, settings

by_function = redis.from_url(address(1))
by_property = redis.from_url(settings.redis_url)

# Neither speaks TLS, and the second says how many connections it may have.
plain = redis.from_url(settings.plain())
bounded = redis.ConnectionPool.from_url(settings.bounded_url)
