from unittest.mock import ANY, MagicMock, call, patch

import pytest

import app
import openai
import openai.resources.chat
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion

ANSWER = {"choices": [{"message": {"content": "x"}}]}


@patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**ANSWER))
def test_asserts(create):
    app.ask([])
    create.assert_called_with(model="gpt-4", messages=[], timeout=5)
    create.assert_called_once_with(model="gpt-4", messages=ANY, timeout=5)
    create.assert_has_calls([call(model="gpt-4", messages=[], timeout=5)])
    assert create.mock_calls == [call(model="gpt-4", messages=[], timeout=5)]


@patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**ANSWER))
def test_arguments(create):
    app.ask([])
    assert create.call_args.kwargs["model"] == "gpt-4"
    assert create.call_args[1].get("timeout") == 5
    args, kwargs = create.call_args
    assert args == () and kwargs["model"] == "gpt-4" and "extra_headers" not in kwargs
    first = create.call_args_list[0]
    assert first.kwargs["model"] == "gpt-4"
    for one in create.call_args_list:
        assert one.kwargs == {"model": "gpt-4", "messages": [], "timeout": 5}
    assert [one[1]["model"] for one in create.call_args_list] == ["gpt-4"]
    expected = call(model="gpt-4", messages=[], timeout=5)
    assert create.call_args == expected
    assert create.call_args == ((), {"model": "gpt-4", "messages": [], "timeout": 5})


def test_function(monkeypatch):
    seen = {}

    def create(**kwargs):
        seen.update(kwargs)
        assert kwargs["model"] == "gpt-4"
        return ChatCompletion.model_construct(**ANSWER)

    monkeypatch.setattr(openai.resources.chat.Completions, "create", staticmethod(create))
    app.ask([])
    assert seen["model"] == "gpt-4"
    assert "timeout" in seen


def test_kept(monkeypatch):
    calls = []

    def create(**kwargs):
        calls.append(kwargs)
        return ChatCompletion.model_construct(**ANSWER)

    monkeypatch.setattr(openai.resources.chat.Completions, "create", staticmethod(create))
    app.ask([])
    assert calls[0]["model"] == "gpt-4"


@patch("app.openai")
def test_module(module):
    module.chat.completions.create.return_value = ChatCompletion.model_construct(**ANSWER)
    app.ask([])
    module.chat.completions.create.assert_called_once_with(model="gpt-4", messages=[], timeout=5)
    assert module.chat.completions.create.call_args.kwargs["model"] == "gpt-4"


def test_of_what_stays(monkeypatch):
    create = MagicMock(return_value=CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}]))
    monkeypatch.setattr(openai.resources.Embeddings, "create", create)
    app.embed("x")
    expected = dict(input=["x"], model="m")
    assert create.call_args.kwargs == expected


def test_behind_the_block():
    with patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**ANSWER)) as create:
        app.ask([])
    assert create.call_args.kwargs["timeout"] == 5
    with patch("openai.resources.Embeddings.create", return_value=CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}])) as create:
        app.embed("x")
    assert create.call_args.kwargs == {"input": ["x"], "model": "m"}


def test_of_a_mock_that_is_made_there():
    with patch("openai.resources.chat.Completions.create", new=MagicMock(return_value=ChatCompletion.model_construct(**ANSWER))) as create:
        app.ask([])
    assert create.call_args.kwargs["timeout"] == 5
