import redis

# Which of the two servers is meant, only its owner knows.
pool = redis.ConnectionPool(host="cache-a", port=6379)
client = redis.Redis(host="cache-b", connection_pool=pool)
