from types import SimpleNamespace
from unittest.mock import MagicMock, patch

import openai
import pytest

import app

SHARED = SimpleNamespace(choices=[SimpleNamespace(message=SimpleNamespace(content="shared"))])




def answer(content):
    fake = MagicMock()
    fake.choices = [MagicMock()]
    fake.choices[0].message.content = content
    return fake


@pytest.fixture
def given():
    return MagicMock(choices=[MagicMock(message=MagicMock(content="given"))])


@pytest.fixture
def vector():
    return {"data": [{"embedding": [0.5], "index": 0}], "model": "text-embedding-ada-002"}


def test_name():
    fake = SimpleNamespace(choices=[SimpleNamespace(message=SimpleNamespace(content="own"))])
    with patch("app.openai.ChatCompletion.create", return_value=fake):
        assert app.ask("x") == "own"


def test_name_of_the_file():
    with patch.object(openai.ChatCompletion, "create", return_value=SHARED) as create:
        assert app.ask("x") == "shared"
    create.assert_called_once()


def test_function():
    with patch("openai.ChatCompletion.create", return_value=answer("made")):
        assert app.ask("x") == "made"


def test_fixture(given):
    with patch("openai.ChatCompletion.create", return_value=given):
        assert app.ask("x") == "given"


def test_fixture_in_a_lambda(monkeypatch, vector):
    monkeypatch.setattr(openai.Embedding, "create", lambda **given: vector)
    assert app.embed("x") == [0.5]


def test_items_are_left():
    fake = MagicMock()
    fake.__getitem__.return_value = [{"message": {"content": "item"}}]
    with patch("openai.ChatCompletion.create", return_value=fake):
        assert app.ask_at_last("x") == "item"


def test_dicts_are_left():
    fake = MagicMock()
    fake.choices = [{"message": {"content": "half"}}]
    with patch("openai.ChatCompletion.create", return_value=fake):
        assert fake.choices[0]["message"]["content"] == "half"
