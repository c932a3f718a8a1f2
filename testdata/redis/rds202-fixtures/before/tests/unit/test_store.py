import pytest


@pytest.fixture
def filled(client):
    client.hmset("k", {"a": 1})
    return client


def test_one(client, filled, make_later):
    client.hmset("k", {"a": 1})
    filled.hmset("k", {"a": 1})
    make_later.hmset("k", {"a": 1})


class TestStore:
    @pytest.mark.asyncio
    async def test_two(self, later, session):
        later.hmset("k", {"a": 1})
        await session.close()


def helper(client):
    client.hmset("k", {"a": 1})
