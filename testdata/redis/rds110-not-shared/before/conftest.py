import fakeredis
import pytest


@pytest.fixture(autouse=True)
def cache(monkeypatch):
    monkeypatch.setattr("web.Redis", fakeredis.FakeRedis)
