import pytest
import redis


@pytest.fixture
def store():
    client = redis.Redis(host="localhost", db=15)
    yield client
    client.flushdb()


@pytest.fixture(scope="session")
def broker():
    return redis.from_url("redis://localhost/14")
