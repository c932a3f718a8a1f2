import pytest
import pytest_asyncio
import redis
import redis.asyncio as aioredis


@pytest.fixture
def client():
    return redis.Redis()


@pytest.fixture(scope="session", name="later")
def make_later():
    r = redis.Redis()
    yield r
    r.close()


@pytest_asyncio.fixture
async def session():
    yield aioredis.Redis()
