from unittest.mock import patch

import app
import openai


@patch("openai.ChatCompletion.create")
def test_asked(create):
    openai.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "x"}}]}
    assert app.ask("hi") == "x"
    openai.ChatCompletion.create.assert_called_once()
    assert app.openai.ChatCompletion.create.call_args.kwargs["model"] == "gpt-4"


def test_member():
    with patch.object(openai.ChatCompletion, "create"):
        openai.ChatCompletion.create.side_effect = [{"choices": [{"message": {"content": "y"}}]}]
        assert app.ask("hi") == "y"
