import redis


def test_server():
    assert redis.Redis().ping()
