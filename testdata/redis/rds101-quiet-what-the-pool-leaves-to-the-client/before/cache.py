import redis

pool = redis.ConnectionPool(host="cache", port=6379, db=1)

client = redis.Redis(connection_pool=pool)
one = redis.Redis(connection_pool=pool, single_connection_client=True)
other = redis.Redis(host="cache", port=6379, db=1)
owned = redis.Redis.from_pool(pool)
