from unittest.mock import patch

import app
import expectations
import openai


@patch("openai.ChatCompletion.create")
def test_of_the_client(create):
    app.ask([], 5)
    create.assert_called_once_with(engine="gpt-4", messages=[], request_timeout=5, api_key="k")


@patch("openai.Embedding.create")
def test_of_another_value(create):
    app.embed("x")
    assert create.call_args.kwargs["request_timeout"] == (3, 5)


@patch("openai.Completion.create")
def test_whole(create):
    app.complete("x")
    assert create.call_args.kwargs == expectations.of_a_completion()


def test_named(monkeypatch):
    def create(engine=None, prompt=None):
        return {"choices": [{"text": engine}]}

    monkeypatch.setattr(openai.Completion, "create", create)
    assert app.complete("x") == "e"


@patch("openai.Completion.create")
def test_of_the_body(create):
    app.draw_up("x")
    assert create.call_args.kwargs["draft"]


@patch("openai.Audio.transcribe", return_value={"text": "x"})
def test_of_keywords_alone(transcribe):
    app.transcribe(b"")
    assert transcribe.call_args.kwargs == {"language": "de"}


def test_behind_the_block():
    with patch("openai.Audio.transcribe", return_value={"text": "x"}) as transcribe:
        app.transcribe(b"")
    assert transcribe.call_args.kwargs == {"language": "de"}
