import redis

pool = redis.ConnectionPool(host="10.0.0.5")
# The ninth argument is the pool.
r = redis.Redis("10.0.0.6", 6379, 0, None, 2.0, 2.0, None, None, pool)
