from unittest.mock import MagicMock, patch

import app
import openai

ANSWER = {"choices": [{"message": {"content": "x"}}]}


def test_assigned():
    openai.ChatCompletion = MagicMock()
    openai.ChatCompletion.create.return_value = ANSWER
    assert app.ask("hi") == "x"
    openai.ChatCompletion.create.assert_called_once()
