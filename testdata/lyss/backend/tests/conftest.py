"""The suite needs a Redis and something that answers as OpenAI does; see docker-compose.test.yml.

The stand-in for OpenAI does what the last message asks for in brackets: `[stub: 429]` is refused with that status,
`[stub: 429 once]` only the first time (moderation takes all). `GET /asked` gives what it was asked since the last look.
"""

import os
import sys
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

os.environ.setdefault("DATABASE_URL", "sqlite+aiosqlite:////tmp/lyss-test.db")
os.environ["JWT_SECRET"] = "the-key-of-the-tests"
os.environ["JWT_PREVIOUS_SECRET"] = "the-key-of-before"
os.environ["MEMORY_SERVICE_URL"] = "http://127.0.0.1:9"
os.environ.setdefault("OPENAI_API_KEY", "sk-test")

import httpx  # noqa: E402
import pytest  # noqa: E402
from alembic import command  # noqa: E402
from alembic.config import Config  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402

from core import cache  # noqa: E402
from core.config import get_settings  # noqa: E402
from db.models import User  # noqa: E402
from db.session import sync_session  # noqa: E402
from services import openai_setup, usage  # noqa: E402


def pytest_configure(config):
    for name in ("OPENAI_API_BASE", "REDIS_PORT"):
        if not os.environ.get(name):
            pytest.exit(f"{name} is not set: start what docker-compose.test.yml names", returncode=3)


@pytest.fixture(scope="session")
def settings():
    return get_settings()


@pytest.fixture(scope="session", autouse=True)
def database(settings):
    """Made by the migrations, as in production."""
    path = settings.sync_database_url.partition("sqlite:///")[2]
    if path and os.path.exists(path):
        os.remove(path)
    config = Config(os.path.join(ROOT, "alembic.ini"))
    config.set_main_option("script_location", os.path.join(ROOT, "migrations"))
    command.upgrade(config, "head")
    yield config


@pytest.fixture(autouse=True)
def clean(settings):
    openai_setup.configure(settings)
    cache.redis_client.flushdb()
    usage.meter.prompt.clear()
    usage.meter.completion.clear()
    httpx.get(stub("/asked"))


def stub(path):
    return get_settings().openai_api_base.rpartition("/v1")[0] + path


@pytest.fixture
def asked():
    """What the stand-in for OpenAI was asked: a function, since it is about what happened until now."""

    def look(path=None):
        requests = httpx.get(stub("/asked")).json()
        return [request for request in requests if path is None or request["path"].endswith(path)]

    return look


@pytest.fixture
def client():
    from main import app

    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def session(settings):
    with sync_session(settings) as opened:
        yield opened


class Somebody:
    def __init__(self, client, email, password):
        self.client, self.email, self.password = client, email, password
        self.id = client.post("/api/v1/auth/register", json={"email": email, "password": password}).json()["id"]

    def sign_in(self, agent="pytest"):
        answer = self.client.post(
            "/api/v1/auth/token",
            data={"username": self.email, "password": self.password},
            headers={"user-agent": agent},
        )
        assert answer.status_code == 200, answer.text
        self.tokens = answer.json()
        self.headers = {"authorization": f"Bearer {self.tokens['access_token']}"}
        return self


@pytest.fixture
def ada(client):
    """A user who is signed in."""
    return Somebody(client, f"ada-{uuid.uuid4().hex[:8]}@example.org", "a long password").sign_in()


@pytest.fixture
def administrator(client, session):
    somebody = Somebody(client, f"root-{uuid.uuid4().hex[:8]}@example.org", "another long password")
    session.get(User, somebody.id).is_admin = True
    session.commit()
    return somebody.sign_in()


@pytest.fixture
def conversation(client, ada):
    return client.post("/api/v1/conversations", headers=ada.headers).json()["id"]
