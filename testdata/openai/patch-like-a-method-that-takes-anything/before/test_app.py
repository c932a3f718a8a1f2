import asyncio
from unittest import mock
from unittest.mock import patch

import app
import openai

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "yes"}}]}


def fake_create(*args, **kwargs):
    assert not args
    return {"choices": [{"message": {"content": kwargs["messages"][0]["content"]}}]}


@patch("openai.ChatCompletion.create", autospec=True)
def test_decorated(create):
    create.return_value = ANSWER
    assert app.ask([1]) == "yes"
    create.assert_called_once_with(model="gpt-4", messages=[1])


@mock.patch("openai.Embedding.create", autospec=True, return_value={"data": [{"embedding": [1.0]}]})
def test_given(create):
    assert app.embed("x") == [1.0]
    assert create.call_args.kwargs["input"] == ["x"]
    assert create.call_args[0] == ()


def test_object():
    with patch.object(
        openai.ChatCompletion,
        "create",
        side_effect=fake_create,
        autospec=True,
    ) as create:
        assert app.ask([{"content": "echo"}]) == "echo"
    assert create.call_count == 1


@mock.patch("openai.ChatCompletion.acreate", autospec=True)
def test_awaited(acreate):
    acreate.return_value = ANSWER
    assert asyncio.run(app.aask([1])) == "yes"
    acreate.assert_called_once_with(model="gpt-4", messages=[1])
