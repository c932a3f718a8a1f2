import redis

pool = redis.ConnectionPool(host="cache")
first = redis.Redis(db=1, connection_pool=pool)
second = redis.Redis(db=2, connection_pool=pool)
