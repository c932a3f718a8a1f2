import importlib
import sys
from unittest.mock import MagicMock, patch

import pytest
from openai.types.chat import ChatCompletion


@pytest.fixture
def fake_module(monkeypatch):
    module = MagicMock()
    module.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "fixture"}}])
    monkeypatch.setitem(sys.modules, "openai", module)
    yield module


def test_fixture(fake_module):
    import app

    importlib.reload(app)
    assert app.ask([]) == "fixture"
    fake_module.chat.completions.create.assert_called_once_with(model="gpt-4", messages=[], timeout=5)


def test_display():
    import app

    fake = MagicMock()
    fake.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "display"}}])
    with patch.dict(sys.modules, {"openai": fake}):
        importlib.reload(app)
        assert app.ask([]) == "display"


def test_keyword():
    import app

    fake = MagicMock()
    fake.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "keyword"}}])
    with patch.dict("sys.modules", openai=fake):
        importlib.reload(app)
        assert app.ask([]) == "keyword"


def test_stub():
    import app

    with patch.dict(sys.modules, {"openai": MagicMock()}):
        importlib.reload(app)
        assert app.ask([])
