import asyncio
from unittest.mock import AsyncMock, patch

import app
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "kept"}}]}


def fake_create(**kwargs):
    return ChatCompletion.model_construct(choices=[{"message": {"content": kwargs["messages"][0]["content"]}}])


def fake_stream(*args, **kwargs):
    yield ChatCompletionChunk.model_construct(choices=[{"delta": {"content": "a"}}])
    yield ChatCompletionChunk.model_construct(choices=[{"delta": {}}])


@patch("openai.resources.chat.Completions.create")
def test_converted(create):
    create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])
    assert app.ask([]) == "x"


@patch("openai.resources.chat.Completions.create")
def test_constructed(create):
    create.return_value = ChatCompletion.model_construct(
            id="one",
            choices=[{"message": {"content": "constructed"}}],
        )
    assert app.ask([]) == "constructed"


@patch("openai.resources.Embeddings.create", return_value=CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}]))
@patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**ANSWER))
def test_given(create, embed):
    assert app.ask([]) == "kept"
    assert app.embed("x") == [1.0]


@patch("openai.resources.chat.Completions.create")
def test_one_by_one(create):
    create.side_effect = [ChatCompletion.model_construct(**ANSWER), ValueError("no")]
    assert app.ask([]) == "kept"
    try:
        app.ask([])
    except ValueError:
        pass


def test_functions():
    with patch("openai.resources.chat.Completions.create", side_effect=fake_create):
        assert app.ask([{"content": "echo"}]) == "echo"
    with patch("openai.resources.chat.Completions.create", staticmethod(fake_stream)):
        assert list(app.stream([])) == ["a", ""]
    with patch("openai.resources.chat.Completions.create") as create:
        create.return_value = [
            ChatCompletionChunk.model_construct(choices=[{"delta": {"content": "b"}}]),
            ChatCompletionChunk.model_construct(choices=[{"delta": {"content": "c"}}]),
        ]
        assert list(app.stream([])) == ["b", "c"]


def test_awaited():
    with patch("openai.resources.chat.AsyncCompletions.create", new_callable=AsyncMock) as acreate:
        acreate.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "awaited"}}])
        assert asyncio.run(app.aask([])) == "awaited"
