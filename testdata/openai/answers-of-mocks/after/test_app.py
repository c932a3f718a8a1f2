import asyncio
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, patch

import app
import openai
import openai.resources.chat
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk
import pytest

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "yes"}}], "usage": {"total_tokens": 3}}
VECTOR = {"data": [{"embedding": [1.0, 2.0]}]}


def answering(text):
    return {"choices": [{"message": {"content": text}}]}


def fake_create(**kwargs):
    assert kwargs["model"] == "gpt-4"
    return ChatCompletion.model_construct(**answering(kwargs["messages"][0]["content"]))


async def fake_acreate(*args, **kwargs):
    answer = {"choices": [{"message": {"content": "later"}}]}
    return ChatCompletion.model_construct(**answer)


def fake_stream(*args, **kwargs):
    yield ChatCompletionChunk.model_construct(choices=[{"delta": {"content": "a"}}])
    yield ChatCompletionChunk.model_construct(choices=[{"delta": {}}])


@mock.patch("openai.resources.Embeddings.create")
@mock.patch("openai.resources.chat.Completions.create")
def test_decorated(create, embed):
    create.return_value = ChatCompletion.model_construct(**ANSWER)
    embed.return_value = CreateEmbeddingResponse.model_construct(**VECTOR)
    assert app.ask([]) == "yes"
    assert app.ask_whole([]) == ANSWER
    assert app.embed("x") == [1.0, 2.0]


@patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(choices=[{"message": {"content": "at once"}}]))
def test_given(create):
    assert app.ask([]) == "at once"


@patch("openai.resources.chat.Completions.create", side_effect=[ChatCompletion.model_construct(**answering("one")), ValueError, ChatCompletion.model_construct(**answering("two"))])
def test_one_by_one(create):
    assert app.ask([]) == "one"
    try:
        app.ask([])
    except ValueError:
        pass
    assert app.ask([]) == "two"


def test_with():
    with patch.object(openai.resources.chat.Completions, "create") as create:
        create.side_effect = fake_create
        assert app.ask([{"content": "echo"}]) == "echo"
    with patch.object(openai.resources.chat.Completions, "create") as create:
        create.return_value = (ChatCompletionChunk.model_construct(**one) for one in iter([{"choices": [{"delta": {"content": "a"}}]}, {"choices": [{"delta": {"content": "b"}}]}]))
        assert list(app.stream([])) == ["a", "b"]
    with patch("openai.resources.chat.Completions.create", new=staticmethod(lambda **kwargs: ChatCompletion.model_construct(choices=[{"message": {"content": "lambda"}}]))):
        assert app.ask([]) == "lambda"


def test_monkeypatched(monkeypatch):
    monkeypatch.setattr(openai.resources.chat.AsyncCompletions, "create", staticmethod(fake_acreate))
    monkeypatch.setattr("openai.resources.chat.Completions.create", staticmethod(fake_stream))
    assert asyncio.run(app.aask([])) == "later"
    assert list(app.stream([])) == ["a", ""]


def test_made(monkeypatch):
    fake = MagicMock()
    fake.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "made"}}])
    monkeypatch.setattr(openai.resources.chat.Completions, "create", fake)
    monkeypatch.setattr(openai.resources.chat.AsyncCompletions, "create", AsyncMock(return_value=ChatCompletion.model_construct(choices=[{"message": {"content": "soon"}}])))
    assert app.ask([]) == "made"
    assert asyncio.run(app.aask([])) == "soon"
    fake.assert_called_once()


def test_awaited():
    with patch("openai.resources.chat.AsyncCompletions.create", new_callable=AsyncMock) as acreate:
        acreate.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "awaited"}}])
        assert asyncio.run(app.aask([])) == "awaited"


def test_provided(create, embedding):
    create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "provided"}}])
    embedding.return_value = CreateEmbeddingResponse.model_construct(data=[{"embedding": [3.0]}])
    assert app.ask([]) == "provided"
    assert app.embed("x") == [3.0]


class TestCase(unittest.TestCase):
    def setUp(self):
        patcher = patch("openai.resources.chat.Completions.create")
        self.create = patcher.start()
        self.addCleanup(patcher.stop)

    def test_set_up(self):
        self.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "set up"}}])
        self.assertEqual(app.ask([]), "set up")

    @patch("openai.resources.Embeddings.create")
    def test_method(self, embed):
        embed.configure_mock(return_value=CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}]))
        self.assertEqual(app.embed("x"), [1.0])


class SomeMore:
    """Keys that are no names, and lines that stay as they are."""

    @patch("openai.resources.Embeddings.create")
    def test_kept(self, create):
        create.return_value = CreateEmbeddingResponse.model_construct(**{
            "data": [{"embedding": [5.0]}],  # one text
            "not a name": True,
        })
        assert app.embed("x") == [5.0]
        create.return_value = CreateEmbeddingResponse.model_construct(
            data=[{"embedding": [6.0]}],  # another one
            model="n",
        )
        assert app.embed("x") == [6.0]
