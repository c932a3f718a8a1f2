import redis

POOL = redis.ConnectionPool(host="cache")
CONNECTION = {"connection_pool": POOL, "host": "other", "decode_responses": True}

copied = redis.Redis(**dict(CONNECTION))
merged = redis.Redis(**{"protocol": 3, **CONNECTION})
without = redis.Redis(**{key: value for key, value in CONNECTION.items() if key != "host"})
