import redis

pool = redis.ConnectionPool(max_connections=9)
client = redis.Redis(connection_pool=pool, host="cache")
if int(redis.__version__.split(".")[0]) < 6:
    client = redis.Redis(charset="utf-8", retry_on_timeout=True)
