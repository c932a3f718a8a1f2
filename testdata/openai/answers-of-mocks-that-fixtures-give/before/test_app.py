from unittest.mock import patch

import app


def test_canned(canned):
    with patch("openai.ChatCompletion.create", return_value=canned):
        assert app.ask("hi") == "hello"


def test_made(make_answer):
    with patch("openai.ChatCompletion.create") as create:
        create.side_effect = [make_answer("a"), make_answer("b")]
        assert app.ask("hi") == "a"
        assert app.ask("hi") == "b"
