"""The suite needs a Redis and something that answers as OpenAI does; see docker-compose.test.yml."""

import os
import sys
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

os.environ["EMBEDDING_DIMENSIONS"] = "64"
os.environ["MEM0_TELEMETRY"] = "False"
os.environ.setdefault("OPENAI_API_KEY", "sk-test")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import httpx  # noqa: E402
import pytest  # noqa: E402


def pytest_configure(config):
    for name in ("OPENAI_BASE_URL", "REDIS_PORT"):
        if not os.environ.get(name):
            pytest.exit(f"{name} is not set: start what docker-compose.test.yml names", returncode=3)


from fastapi.testclient import TestClient  # noqa: E402

from memory import store  # noqa: E402
from memory.config import get_settings  # noqa: E402
from memory.recent import Recent, connect  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def folders(tmp_path_factory):
    """Vectors and history of this run alone; nothing is told to the makers of mem0."""
    settings = get_settings()
    folder = tmp_path_factory.mktemp("memory")
    settings.qdrant_path = str(folder / "qdrant")
    settings.history_path = str(folder / "history.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mem0.memory.main.capture_event", lambda *_, **__: None)
        yield
    store.memory.cache_clear()


@pytest.fixture(autouse=True)
def clean(redis_client):
    redis_client.flushdb()
    httpx.get(stub("/asked"))


def stub(path):
    return os.environ["OPENAI_BASE_URL"].rpartition("/v1")[0] + path


@pytest.fixture
def asked():
    def look(path=None):
        requests = httpx.get(stub("/asked")).json()
        return [request for request in requests if path is None or request["path"].endswith(path)]

    return look


@pytest.fixture(scope="session")
def redis_client():
    opened = connect(get_settings())
    yield opened
    opened.close()


@pytest.fixture
def recent(redis_client):
    return Recent(redis_client, keep=3)


@pytest.fixture
def client():
    from main import app

    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def user():
    return f"user-{uuid.uuid4().hex[:8]}"
