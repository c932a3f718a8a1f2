import re

import pytest
import requests
import responses
from aioresponses import aioresponses
from responses import matchers

from app import ask

CHAT = {"choices": [{"message": {"content": "yes"}}]}
BASE = "https://api.openai.com/v1"


@responses.activate
def test_ask():
    responses.add(responses.POST, "https://api.openai.com/v1/chat/completions", json=CHAT)
    assert ask([]) == "yes"


@pytest.fixture
def mocked():
    with responses.RequestsMock() as rsps:
        rsps.add(method="POST", url=re.compile(r"https://api\.openai\.com/.*"), json=CHAT)
        rsps.post("https://example.com/hook", json={})
        yield rsps


def test_pattern(mocked):
    assert ask([]) == "yes"


async def test_async():
    with aioresponses() as m:
        m.post("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2023-05-15", payload=CHAT)


def test_itself():
    assert requests.post("https://api.openai.com/v1/chat/completions", json={}).ok
    assert BASE.endswith("v1")
