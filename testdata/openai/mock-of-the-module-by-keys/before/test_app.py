from unittest.mock import MagicMock, patch

import app

ANSWER = {"choices": [{"message": {"content": "x"}}]}


def test_made():
    with patch("app.openai", MagicMock(**{"ChatCompletion.create.return_value": ANSWER})):
        assert app.ask("hi") == "x"


def test_patched():
    with patch("app.openai", **{"ChatCompletion.create.return_value": {"choices": [{"message": {"content": "y"}}]}}):
        assert app.ask("hi") == "y"


def test_named():
    fake = MagicMock(**{"ChatCompletion.create.side_effect": [ANSWER, ValueError]})
    with patch("app.openai", new=fake):
        assert app.ask("hi") == "x"
        try:
            app.ask("hi")
        except ValueError:
            pass


@patch("app.openai")
def test_configured(module):
    module.configure_mock(**{'ChatCompletion.create.return_value': {"choices": [{"message": {"content": "z"}}]}})
    assert app.ask("hi") == "z"
