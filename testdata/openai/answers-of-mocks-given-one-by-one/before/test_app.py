from unittest.mock import patch

import pytest

import app

LONG = {"choices": [{"message": {"content": "long"}}], "usage": {"total_tokens": 3}}


@pytest.mark.parametrize("answer", [{"choices": [{"message": {"content": "x"}}]}, LONG])
@patch("openai.ChatCompletion.create")
def test_answers(create, answer):
    create.return_value = answer
    assert app.ask("hi") == answer["choices"][0]["message"]["content"]


@pytest.mark.parametrize(
    "answer, text",
    [
        ({"choices": [{"message": {"content": "a"}}]}, "a"),
        (LONG, "long"),
    ],
)
def test_texts(answer, text):
    with patch("openai.ChatCompletion.create", return_value=answer):
        assert app.ask("hi") == text
