import importlib
import sys
from unittest.mock import MagicMock, patch

import pytest


@pytest.fixture
def fake_module(monkeypatch):
    module = MagicMock()
    module.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "fixture"}}]}
    monkeypatch.setitem(sys.modules, "openai", module)
    yield module


def test_fixture(fake_module):
    import app

    importlib.reload(app)
    assert app.ask([]) == "fixture"
    fake_module.ChatCompletion.create.assert_called_once_with(model="gpt-4", messages=[], request_timeout=5)


def test_display():
    import app

    fake = MagicMock()
    fake.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "display"}}]}
    with patch.dict(sys.modules, {"openai": fake}):
        importlib.reload(app)
        assert app.ask([]) == "display"


def test_keyword():
    import app

    fake = MagicMock()
    fake.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "keyword"}}]}
    with patch.dict("sys.modules", openai=fake):
        importlib.reload(app)
        assert app.ask([]) == "keyword"


def test_stub():
    import app

    with patch.dict(sys.modules, {"openai": MagicMock()}):
        importlib.reload(app)
        assert app.ask([])
