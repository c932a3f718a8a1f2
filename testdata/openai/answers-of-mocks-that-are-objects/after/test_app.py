from dataclasses import dataclass
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from openai.types.chat import ChatCompletion

import app


@dataclass
class Result:
    flagged: bool


@dataclass
class Answer:
    results: list


class Attributes(dict):
    __getattr__ = dict.__getitem__


@patch("openai.resources.Moderations.create", return_value=Answer([Result(True)]))
def test_classes(create):
    assert app.classify("x")


def test_attributes(monkeypatch=None):
    with patch("openai.resources.Moderations.create", staticmethod(lambda **given: Attributes(results=[Attributes(flagged=True)]))):
        assert app.classify("x")


@patch("openai.resources.chat.Completions.create")
def test_namespaces(create):
    create.side_effect = [ValueError("no"), ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])]
    try:
        app.ask("x")
    except ValueError:
        pass
    assert app.ask("x") == "x"


class Tests:
    def answer(self, **given):
        return ChatCompletion.model_construct(choices=[{"message": {"content": given["messages"][0]["content"]}}])

    def test_method(self):
        with patch("openai.resources.chat.Completions.create", side_effect=self.answer):
            assert app.ask("echo") == "echo"


@pytest.mark.parametrize("error, text", [(ValueError("a"), "a"), (KeyError, "b")])
def test_raised(error, text):
    with patch("openai.resources.chat.Completions.create", side_effect=error):
        with pytest.raises((ValueError, KeyError)):
            app.ask(text)
