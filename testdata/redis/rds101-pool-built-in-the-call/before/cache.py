"""Cache of the backend."""
import redis

redis_client = redis.Redis(host="cache.internal", port=6380, db=2, connection_pool=redis.ConnectionPool(max_connections=20))


def remember(key: str, value: str) -> None:
    redis_client.set(key, value, ex=300)
