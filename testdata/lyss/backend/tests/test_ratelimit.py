import pytest
import redis.asyncio as aioredis

from core import cache
from core.ratelimit import RateLimiter, count_request


@pytest.fixture
async def client(settings):
    opened = aioredis.Redis(host=settings.redis_host, port=settings.redis_port, decode_responses=True)
    yield opened
    await opened.close()


async def test_so_many_and_no_more(client):
    limiter = RateLimiter(client, limit=3)
    assert [await limiter.allows(7) for _ in range(4)] == [True, True, True, False]
    assert await limiter.allows(8)
    assert await limiter.left(7) == 0
    assert await limiter.left(8) == 2


async def test_after_the_window_one_may_ask_again(client):
    limiter = RateLimiter(client, limit=1, window=60)
    assert await limiter.allows(7)
    assert not await limiter.allows(7)
    await client.delete("limit:7")
    assert await limiter.allows(7)
    assert 0 < await client.ttl("limit:7") <= 60


async def test_requests_are_counted_by_day(settings):
    url = f"redis://{settings.redis_host}:{settings.redis_port}/0"
    assert await count_request(url, "/health") == 1
    assert await count_request(url, "/health") == 2
    assert cache.redis_client.hget("requests:last", "path") == b"/health"
