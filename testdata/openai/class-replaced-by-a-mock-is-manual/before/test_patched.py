from unittest.mock import patch

import app
import openai


def test_patched():
    with patch("openai.ChatCompletion"):
        openai.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "x"}}]}
        assert app.ask("hi") == "x"
