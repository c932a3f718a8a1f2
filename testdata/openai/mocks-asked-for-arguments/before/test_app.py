from unittest.mock import ANY, MagicMock, call, patch

import pytest

import app
import openai

ANSWER = {"choices": [{"message": {"content": "x"}}]}


@patch("openai.ChatCompletion.create", return_value=ANSWER)
def test_asserts(create):
    app.ask([])
    create.assert_called_with(engine="gpt-4", messages=[], request_timeout=5)
    create.assert_called_once_with(engine="gpt-4", messages=ANY, request_timeout=5)
    create.assert_has_calls([call(engine="gpt-4", messages=[], request_timeout=5)])
    assert create.mock_calls == [call(engine="gpt-4", messages=[], request_timeout=5)]


@patch("openai.ChatCompletion.create", return_value=ANSWER)
def test_arguments(create):
    app.ask([])
    assert create.call_args.kwargs["engine"] == "gpt-4"
    assert create.call_args[1].get("request_timeout") == 5
    args, kwargs = create.call_args
    assert args == () and kwargs["engine"] == "gpt-4" and "headers" not in kwargs
    first = create.call_args_list[0]
    assert first.kwargs["engine"] == "gpt-4"
    for one in create.call_args_list:
        assert one.kwargs == {"engine": "gpt-4", "messages": [], "request_timeout": 5}
    assert [one[1]["engine"] for one in create.call_args_list] == ["gpt-4"]
    expected = call(engine="gpt-4", messages=[], request_timeout=5)
    assert create.call_args == expected
    assert create.call_args == ((), {"engine": "gpt-4", "messages": [], "request_timeout": 5})


def test_function(monkeypatch):
    seen = {}

    def create(**kwargs):
        seen.update(kwargs)
        assert kwargs["engine"] == "gpt-4"
        return ANSWER

    monkeypatch.setattr(openai.ChatCompletion, "create", create)
    app.ask([])
    assert seen["engine"] == "gpt-4"
    assert "request_timeout" in seen


def test_kept(monkeypatch):
    calls = []

    def create(**kwargs):
        calls.append(kwargs)
        return ANSWER

    monkeypatch.setattr(openai.ChatCompletion, "create", create)
    app.ask([])
    assert calls[0]["engine"] == "gpt-4"


@patch("app.openai")
def test_module(module):
    module.ChatCompletion.create.return_value = ANSWER
    app.ask([])
    module.ChatCompletion.create.assert_called_once_with(engine="gpt-4", messages=[], request_timeout=5)
    assert module.ChatCompletion.create.call_args.kwargs["engine"] == "gpt-4"


def test_of_what_stays(monkeypatch):
    create = MagicMock(return_value={"data": [{"embedding": [1.0]}]})
    monkeypatch.setattr(openai.Embedding, "create", create)
    app.embed("x")
    expected = dict(input=["x"], model="m")
    assert create.call_args.kwargs == expected


def test_behind_the_block():
    with patch("openai.ChatCompletion.create", return_value=ANSWER) as create:
        app.ask([])
    assert create.call_args.kwargs["request_timeout"] == 5
    with patch("openai.Embedding.create", return_value={"data": [{"embedding": [1.0]}]}) as create:
        app.embed("x")
    assert create.call_args.kwargs == {"input": ["x"], "model": "m"}


def test_of_a_mock_that_is_made_there():
    with patch("openai.ChatCompletion.create", new=MagicMock(return_value=ANSWER)) as create:
        app.ask([])
    assert create.call_args.kwargs["request_timeout"] == 5
