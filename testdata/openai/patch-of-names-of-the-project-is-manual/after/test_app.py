import os
from unittest import mock
from unittest.mock import MagicMock, patch

import app
from openai.types.chat import ChatCompletion

TARGET = "openai.Moderation.create"


class Slow(Exception):
    pass


@mock.patch.object(app, "Embedding")
def test_embed(embedding):
    embedding.create.return_value = {"data": [{"embedding": [1]}]}
    assert app.embed("x") == [1]


@mock.patch("app.Embedding.create")
def test_embed_by_its_method(create):
    create.return_value = {"data": [{"embedding": [1]}]}
    assert app.embed("x") == [1]


def test_complete(monkeypatch):
    monkeypatch.setattr(app, "Old", MagicMock())
    monkeypatch.setattr("app.RateLimitError", Slow)
    app.complete("x")


@patch("app.openai")
def test_ask(module):
    module.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])
    assert app.ask([]) == "x"


def test_ask_again(monkeypatch):
    fake = MagicMock()
    fake.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])
    monkeypatch.setattr(app, "openai", fake)
    assert app.ask([]) == "x"


def test_ask_while_it_is_started():
    patcher = patch("app.openai")
    module = patcher.start()
    module.chat.completions.create.side_effect = ValueError
    with patch(TARGET):
        patcher.stop()


@patch.multiple("openai.ChatCompletion", create=print)
@patch.dict("os.environ", {"OPENAI_BASE_URL": "http://x/v1"})
@patch.dict(os.environ, OPENAI_BASE_URL="http://x/v1")
def test_the_endpoint():
    pass


@patch(f"{app.__name__}.openai.Image.create")
def test_pictures(create):
    pass
