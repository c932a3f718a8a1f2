import redis

_client = None


def get_client():
    global _client
    if _client is None:
        _client = redis.Redis(host="redis", port=6379)
    return _client


class Manager:
    _instance = None

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = redis.from_url("redis://redis/0")
        return cls._instance
