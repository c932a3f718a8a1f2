import asyncio
from unittest.mock import AsyncMock, patch

import app
from openai.openai_object import OpenAIObject
from openai.util import convert_to_openai_object

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "kept"}}]}


def fake_create(**kwargs):
    return OpenAIObject.construct_from({"choices": [{"message": {"content": kwargs["messages"][0]["content"]}}]}, "key")


def fake_stream(*args, **kwargs):
    yield convert_to_openai_object({"choices": [{"delta": {"content": "a"}}]})
    yield convert_to_openai_object({"choices": [{"delta": {}}]})


@patch("openai.ChatCompletion.create")
def test_converted(create):
    create.return_value = convert_to_openai_object({"choices": [{"message": {"content": "x"}}]})
    assert app.ask([]) == "x"


@patch("openai.ChatCompletion.create")
def test_constructed(create):
    create.return_value = OpenAIObject.construct_from(
        {
            "id": "one",
            "choices": [{"message": {"content": "constructed"}}],
        },
        api_key="k",
    )
    assert app.ask([]) == "constructed"


@patch("openai.Embedding.create", return_value=convert_to_openai_object({"data": [{"embedding": [1.0]}]}))
@patch("openai.ChatCompletion.create", return_value=OpenAIObject.construct_from(ANSWER))
def test_given(create, embed):
    assert app.ask([]) == "kept"
    assert app.embed("x") == [1.0]


@patch("openai.ChatCompletion.create")
def test_one_by_one(create):
    create.side_effect = [convert_to_openai_object(ANSWER), ValueError("no")]
    assert app.ask([]) == "kept"
    try:
        app.ask([])
    except ValueError:
        pass


def test_functions():
    with patch("openai.ChatCompletion.create", side_effect=fake_create):
        assert app.ask([{"content": "echo"}]) == "echo"
    with patch("openai.ChatCompletion.create", fake_stream):
        assert list(app.stream([])) == ["a", ""]
    with patch("openai.ChatCompletion.create") as create:
        create.return_value = [
            convert_to_openai_object({"choices": [{"delta": {"content": "b"}}]}),
            convert_to_openai_object({"choices": [{"delta": {"content": "c"}}]}),
        ]
        assert list(app.stream([])) == ["b", "c"]


def test_awaited():
    with patch("openai.ChatCompletion.acreate", new_callable=AsyncMock) as acreate:
        acreate.return_value = convert_to_openai_object({"choices": [{"message": {"content": "awaited"}}]})
        assert asyncio.run(app.aask([])) == "awaited"
