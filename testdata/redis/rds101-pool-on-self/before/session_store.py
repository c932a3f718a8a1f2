import redis


class SessionStore:
    def __init__(self, host: str, port: int = 6379) -> None:
        self._pool = redis.ConnectionPool(max_connections=10)
        self._client = redis.Redis(host=host, port=port, connection_pool=self._pool)

    def load(self, session_id: str):
        return self._client.hgetall(f"session:{session_id}")
