import functools
import json
from dataclasses import dataclass
from types import SimpleNamespace
from unittest.mock import MagicMock, mock_open, patch

import openai
import pytest

import app


class Item:
    def __getitem__(self, key):
        return [{"message": {"content": key}}]


class Recorder:
    def __call__(self, **kwargs):
        return {"choices": [{"message": {"content": "x"}}]}


def canned(name, **kwargs):
    return {"choices": [{"message": {"content": name}}]}


@pytest.mark.parametrize("answer", [pytest.param({"choices": [{"message": {"content": "x"}}]}, id="x")])
@patch("openai.ChatCompletion.create")
def test_parameter(create, answer):
    create.return_value = answer
    assert app.ask("hi") == "x"


@patch("openai.ChatCompletion.create", return_value=json.loads('{"choices": [{"message": {"content": "x"}}]}'))
def test_loaded(create):
    assert app.ask("hi") == "x"


@patch("openai.ChatCompletion.create", return_value=Item())
def test_object(create):
    assert app.ask("hi") == "choices"


@patch("openai.ChatCompletion.create")
def test_parts(create):
    create.return_value.choices = [{"message": {"content": "x"}}]


def test_mock():
    answer = MagicMock()
    answer.__getitem__.return_value = [{"message": {"content": "x"}}]
    with patch("openai.ChatCompletion.create", return_value=answer):
        assert app.ask("hi") == "x"


def test_called(monkeypatch):
    monkeypatch.setattr(openai.ChatCompletion, "create", Recorder())
    assert app.ask("hi") == "x"


def test_partial(monkeypatch):
    monkeypatch.setattr(openai.ChatCompletion, "create", functools.partial(canned, "x"))
    assert app.ask("hi") == "x"


@patch("openai.Audio.transcribe", return_value={"text": "hello"})
def test_position(transcribe):
    with patch("builtins.open", mock_open(read_data=b"d")):
        assert app.say("f") == "hello"
    assert transcribe.call_args[0][0] == "whisper-1"


@patch("openai.ChatCompletion.create", spec=["__call__"])
def test_like_the_method(create):
    create.return_value = {"choices": [{"message": {"content": "x"}}]}
    assert app.ask("hi") == "x"


@pytest.fixture
def given(request):
    return json.dumps(request.param)


@pytest.mark.parametrize("given", [{"choices": []}], indirect=True)
@patch("openai.ChatCompletion.create")
def test_given(create, given):
    create.return_value = given
    app.ask("hi")


@pytest.mark.parametrize("answer", [{"choices": []}])
@patch("openai.ChatCompletion.create")
def test_bound_anew(create, answer):
    for answer in [json.dumps(answer)]:
        create.return_value = answer
    app.ask("hi")
