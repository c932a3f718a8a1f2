import json
from unittest.mock import patch

import app
import openai
from openai.openai_object import OpenAIObject
from openai.util import convert_to_openai_object


def completion(text):
    return OpenAIObject.construct_from({"choices": [{"message": {"content": text}}]})


@patch("openai.ChatCompletion.create", return_value=completion("x"))
def test_of_a_function(create):
    assert app.ask([]) == "x"


@patch("openai.ChatCompletion.create")
def test_loaded(create):
    create.return_value = convert_to_openai_object(json.loads('{"choices": [{"message": {"content": "x"}}]}'))
    assert app.ask([]) == "x"


@patch("openai.ChatCompletion.create")
def test_timed(create):
    create.return_value = OpenAIObject.construct_from({"choices": [{"message": {"content": "x"}}]}, response_ms=3)
    assert app.ask([]) == "x"


@patch("openai.ChatCompletion.create")
def test_explained(create):
    create.return_value = convert_to_openai_object(
        # What the service says.
        {"choices": [{"message": {"content": "x"}}]}
    )
    assert app.ask([]) == "x"


@patch("openai.ChatCompletion.create")
def test_named(create):
    answer = openai.util.convert_to_openai_object({"choices": [{"message": {"content": "x"}}]})
    create.return_value = answer
    assert app.ask([]) == answer.choices[0].message.content
