from unittest.mock import patch

import app
from openai.types.chat import ChatCompletion


def test_canned(canned):
    with patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**canned)):
        assert app.ask("hi") == "hello"


def test_made(make_answer):
    with patch("openai.resources.chat.Completions.create") as create:
        create.side_effect = [ChatCompletion.model_construct(**make_answer("a")), ChatCompletion.model_construct(**make_answer("b"))]
        assert app.ask("hi") == "a"
        assert app.ask("hi") == "b"
