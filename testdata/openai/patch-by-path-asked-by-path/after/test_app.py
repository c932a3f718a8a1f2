from unittest.mock import patch

import app
import openai
import openai.resources.chat
from openai.types.chat import ChatCompletion


@patch("openai.resources.chat.Completions.create")
def test_asked(create):
    openai.resources.chat.Completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])
    assert app.ask("hi") == "x"
    openai.resources.chat.Completions.create.assert_called_once()
    assert app.openai.resources.chat.Completions.create.call_args.kwargs["model"] == "gpt-4"


def test_member():
    with patch.object(openai.resources.chat.Completions, "create"):
        openai.resources.chat.Completions.create.side_effect = [ChatCompletion.model_construct(choices=[{"message": {"content": "y"}}])]
        assert app.ask("hi") == "y"
