import redis

redis_client = redis.Redis(
    host='cache.internal',
    port=6379,
    db=0,
    connection_pool=redis.ConnectionPool(max_connections=20)
)
