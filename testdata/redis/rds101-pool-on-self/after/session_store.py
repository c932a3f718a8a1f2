import redis


class SessionStore:
    def __init__(self, host: str, port: int = 6379) -> None:
        self._pool = redis.ConnectionPool(max_connections=10, host=host, port=port)
        self._client = redis.Redis(connection_pool=self._pool)

    def load(self, session_id: str):
        return self._client.hgetall(f"session:{session_id}")
