"""Cache of the backend."""
import redis

redis_client = redis.Redis(connection_pool=redis.ConnectionPool(max_connections=20, host="cache.internal", port=6380, db=2))


def remember(key: str, value: str) -> None:
    redis_client.set(key, value, ex=300)
