import redis

r = redis.Redis(
    connection_pool=redis.ConnectionPool(),  # the pool
    # from vault, rotated daily
    password="s",  # keep in step with infra/redis.tf
    decode_responses=True,
)
