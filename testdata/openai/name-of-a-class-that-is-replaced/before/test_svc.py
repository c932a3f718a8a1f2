from unittest.mock import patch

import openai

import svc


class Fake:
    @classmethod
    def create(cls, **kwargs):
        return {"choices": [{"message": {"content": "fake"}}]}


def test_ask():
    with patch.object(openai, "ChatCompletion", Fake):
        assert svc.ask("q") == "fake"


def test_set(monkeypatch):
    monkeypatch.setattr(openai, "Completion", Fake)
    monkeypatch.setattr(svc, "Completion", Fake, raising=False)
