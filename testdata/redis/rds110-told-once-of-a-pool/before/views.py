import redis

SHARED = redis.ConnectionPool(host="h")


def recent(user_id):
    pool = redis.ConnectionPool(host="h")
    return redis.Redis(connection_pool=pool).lrange(f"recent:{user_id}", 0, 10)
