from unittest.mock import patch

import pytest
from openai.types.chat import ChatCompletion

import app

LONG = {"choices": [{"message": {"content": "long"}}], "usage": {"total_tokens": 3}}


@pytest.mark.parametrize("answer", [{"choices": [{"message": {"content": "x"}}]}, LONG])
@patch("openai.resources.chat.Completions.create")
def test_answers(create, answer):
    create.return_value = ChatCompletion.model_construct(**answer)
    assert app.ask("hi") == answer["choices"][0]["message"]["content"]


@pytest.mark.parametrize(
    "answer, text",
    [
        ({"choices": [{"message": {"content": "a"}}]}, "a"),
        (LONG, "long"),
    ],
)
def test_texts(answer, text):
    with patch("openai.resources.chat.Completions.create", return_value=ChatCompletion.model_construct(**answer)):
        assert app.ask("hi") == text
