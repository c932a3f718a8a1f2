import sys
import types
from unittest.mock import MagicMock, patch


class FakeOpenAI:
    class ChatCompletion:
        @staticmethod
        def create(**kwargs):
            return {"choices": [{"message": {"content": "x"}}]}


def test_class():
    with patch.dict(sys.modules, {"openai": FakeOpenAI}):
        import app

        assert app.ask([]) == "x"


def test_namespace(monkeypatch):
    fake = types.SimpleNamespace(ChatCompletion=FakeOpenAI.ChatCompletion)
    monkeypatch.setitem(sys.modules, "openai", fake)


def test_module():
    fake = types.ModuleType("openai")
    fake.ChatCompletion = FakeOpenAI.ChatCompletion
    sys.modules["openai"] = fake


def test_specific():
    fake = MagicMock(spec=["ChatCompletion"])
    fake.ChatCompletion.create.return_value = {"choices": []}
    sys.modules.update({"openai": fake})
