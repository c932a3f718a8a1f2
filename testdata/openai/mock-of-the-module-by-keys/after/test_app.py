from unittest.mock import MagicMock, patch

import app
from openai.types.chat import ChatCompletion

ANSWER = {"choices": [{"message": {"content": "x"}}]}


def test_made():
    with patch("app.openai", MagicMock(**{"chat.completions.create.return_value": ChatCompletion.model_construct(**ANSWER)})):
        assert app.ask("hi") == "x"


def test_patched():
    with patch("app.openai", **{"chat.completions.create.return_value": ChatCompletion.model_construct(choices=[{"message": {"content": "y"}}])}):
        assert app.ask("hi") == "y"


def test_named():
    fake = MagicMock(**{"chat.completions.create.side_effect": [ChatCompletion.model_construct(**ANSWER), ValueError]})
    with patch("app.openai", new=fake):
        assert app.ask("hi") == "x"
        try:
            app.ask("hi")
        except ValueError:
            pass


@patch("app.openai")
def test_configured(module):
    module.configure_mock(**{'chat.completions.create.return_value': ChatCompletion.model_construct(choices=[{"message": {"content": "z"}}])})
    assert app.ask("hi") == "z"
