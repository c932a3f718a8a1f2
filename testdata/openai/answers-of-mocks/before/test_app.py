import asyncio
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, patch

import app
import openai
import pytest

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "yes"}}], "usage": {"total_tokens": 3}}
VECTOR = {"data": [{"embedding": [1.0, 2.0]}]}


def answering(text):
    return {"choices": [{"message": {"content": text}}]}


def fake_create(**kwargs):
    assert kwargs["model"] == "gpt-4"
    return answering(kwargs["messages"][0]["content"])


async def fake_acreate(*args, **kwargs):
    answer = {"choices": [{"message": {"content": "later"}}]}
    return answer


def fake_stream(*args, **kwargs):
    yield {"choices": [{"delta": {"content": "a"}}]}
    yield {"choices": [{"delta": {}}]}


@mock.patch("openai.Embedding.create")
@mock.patch("openai.ChatCompletion.create")
def test_decorated(create, embed):
    create.return_value = ANSWER
    embed.return_value = VECTOR
    assert app.ask([]) == "yes"
    assert app.ask_whole([]) == ANSWER
    assert app.embed("x") == [1.0, 2.0]


@patch("openai.ChatCompletion.create", return_value={"choices": [{"message": {"content": "at once"}}]})
def test_given(create):
    assert app.ask([]) == "at once"


@patch("openai.ChatCompletion.create", side_effect=[answering("one"), ValueError, answering("two")])
def test_one_by_one(create):
    assert app.ask([]) == "one"
    try:
        app.ask([])
    except ValueError:
        pass
    assert app.ask([]) == "two"


def test_with():
    with patch.object(openai.ChatCompletion, "create") as create:
        create.side_effect = fake_create
        assert app.ask([{"content": "echo"}]) == "echo"
    with patch.object(openai.ChatCompletion, "create") as create:
        create.return_value = iter([{"choices": [{"delta": {"content": "a"}}]}, {"choices": [{"delta": {"content": "b"}}]}])
        assert list(app.stream([])) == ["a", "b"]
    with patch("openai.ChatCompletion.create", new=lambda **kwargs: {"choices": [{"message": {"content": "lambda"}}]}):
        assert app.ask([]) == "lambda"


def test_monkeypatched(monkeypatch):
    monkeypatch.setattr(openai.ChatCompletion, "acreate", fake_acreate)
    monkeypatch.setattr("openai.ChatCompletion.create", fake_stream)
    assert asyncio.run(app.aask([])) == "later"
    assert list(app.stream([])) == ["a", ""]


def test_made(monkeypatch):
    fake = MagicMock()
    fake.return_value = {"choices": [{"message": {"content": "made"}}]}
    monkeypatch.setattr(openai.ChatCompletion, "create", fake)
    monkeypatch.setattr(openai.ChatCompletion, "acreate", AsyncMock(return_value={"choices": [{"message": {"content": "soon"}}]}))
    assert app.ask([]) == "made"
    assert asyncio.run(app.aask([])) == "soon"
    fake.assert_called_once()


def test_awaited():
    with patch("openai.ChatCompletion.acreate") as acreate:
        acreate.return_value = {"choices": [{"message": {"content": "awaited"}}]}
        assert asyncio.run(app.aask([])) == "awaited"


def test_provided(create, embedding):
    create.return_value = {"choices": [{"message": {"content": "provided"}}]}
    embedding.return_value = {"data": [{"embedding": [3.0]}]}
    assert app.ask([]) == "provided"
    assert app.embed("x") == [3.0]


class TestCase(unittest.TestCase):
    def setUp(self):
        patcher = patch("openai.ChatCompletion.create")
        self.create = patcher.start()
        self.addCleanup(patcher.stop)

    def test_set_up(self):
        self.create.return_value = {"choices": [{"message": {"content": "set up"}}]}
        self.assertEqual(app.ask([]), "set up")

    @patch("openai.Embedding.create")
    def test_method(self, embed):
        embed.configure_mock(return_value={"data": [{"embedding": [1.0]}]})
        self.assertEqual(app.embed("x"), [1.0])


class SomeMore:
    """Keys that are no names, and lines that stay as they are."""

    @patch("openai.Embedding.create")
    def test_kept(self, create):
        create.return_value = {
            "data": [{"embedding": [5.0]}],  # one text
            "not a name": True,
        }
        assert app.embed("x") == [5.0]
        create.return_value = {
            "data": [{"embedding": [6.0]}],  # another one
            "model": "n",
        }
        assert app.embed("x") == [6.0]
