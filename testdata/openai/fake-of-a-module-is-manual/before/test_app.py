from types import SimpleNamespace
from unittest.mock import MagicMock, patch

import app


def create(**kwargs):
    return {"choices": [{"message": {"content": "x"}}]}


class FakeOpenAI:
    class ChatCompletion:
        @staticmethod
        def create(**kwargs):
            return {"choices": [{"message": {"content": "x"}}]}


def test_namespace(monkeypatch):
    monkeypatch.setattr(app, "openai", SimpleNamespace(ChatCompletion=SimpleNamespace(create=create)))
    assert app.ask("hi") == "x"


def test_kw():
    with patch("app.openai", MagicMock(ChatCompletion=MagicMock(create=MagicMock(return_value={"choices": [{"message": {"content": "x"}}]})))):
        assert app.ask("hi") == "x"


def test_class(monkeypatch):
    monkeypatch.setattr(app, "openai", FakeOpenAI)
    assert app.ask("hi") == "x"


def test_instance(monkeypatch):
    fake = FakeOpenAI()
    monkeypatch.setattr("app.openai", fake)
    assert app.ask("hi") == "x"
