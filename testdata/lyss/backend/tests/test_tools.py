import json
from unittest import mock

import pytest

from services import tools


def user(text):
    return [{"role": "user", "content": text}]


def asks_for(name, arguments):
    message = {"role": "assistant", "content": None, "function_call": {"name": name, "arguments": arguments}}
    return {"choices": [{"index": 0, "message": message, "finish_reason": "function_call"}]}


def test_a_function_is_called_and_its_result_goes_back(asked):
    text, called = tools.answer_with_tools(user("What is x?"))
    assert (text, called) == (" yes: The unknown of an equation. ", ["look_up"])
    first, second = [request["body"] for request in asked("/chat/completions")]
    assert first["function_call"] == "auto"
    assert first["functions"] == tools.FUNCTIONS
    assert second["messages"] == user("What is x?") + [
        {"role": "assistant", "content": None, "function_call": {"name": "look_up", "arguments": '{"word": "x"}'}},
        {"role": "function", "name": "look_up", "content": "The unknown of an equation."},
    ]


def test_the_conversation_of_the_caller_stays_as_it_is():
    conversation = user("What is x?")
    tools.answer_with_tools(conversation)
    assert conversation == user("What is x?")


def test_a_function_that_there_is_not():
    with mock.patch("openai.ChatCompletion.create", return_value=asks_for("delete_all", "{}")):
        with pytest.raises(tools.ToolError, match="delete_all"):
            tools.answer_with_tools(user("hello"))


def test_arguments_that_are_no_json():
    with mock.patch("openai.ChatCompletion.create", return_value=asks_for("look_up", "{")):
        with pytest.raises(tools.ToolError, match="no JSON"):
            tools.answer_with_tools(user("hello"))


def test_a_model_that_does_not_come_to_an_end():
    with mock.patch("openai.ChatCompletion.create", return_value=asks_for("look_up", json.dumps({"word": "x"}))) as create:
        with pytest.raises(tools.ToolError, match="end"):
            tools.answer_with_tools(user("hello"))
    assert create.call_count == tools.MOST_ROUNDS


async def test_an_intent_is_read_from_arguments(asked):
    assert await tools.intent("look up x") == "x"
    assert asked()[0]["body"]["function_call"] == {"name": "look_up"}


def test_a_route_answers_with_tools(client, ada, conversation):
    answer = client.post(
        f"/api/v1/conversations/{conversation}/tools", json={"content": "What is x?"}, headers=ada.headers
    )
    assert answer.json()["tool"] == "look_up"
    assert "unknown" in answer.json()["text"]
