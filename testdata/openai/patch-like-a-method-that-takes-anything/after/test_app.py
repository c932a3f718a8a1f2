import asyncio
from unittest import mock
from unittest.mock import patch

import app
import openai
import openai.resources.chat
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion

ANSWER = {"choices": [{"message": {"role": "assistant", "content": "yes"}}]}


def fake_create(*args, **kwargs):
    assert not args
    return ChatCompletion.model_construct(choices=[{"message": {"content": kwargs["messages"][0]["content"]}}])


@patch("openai.resources.chat.Completions.create")
def test_decorated(create):
    create.return_value = ChatCompletion.model_construct(**ANSWER)
    assert app.ask([1]) == "yes"
    create.assert_called_once_with(model="gpt-4", messages=[1])


@mock.patch("openai.resources.Embeddings.create", return_value=CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}]))
def test_given(create):
    assert app.embed("x") == [1.0]
    assert create.call_args.kwargs["input"] == ["x"]
    assert create.call_args[0] == ()


def test_object():
    with patch.object(
        openai.resources.chat.Completions,
        "create",
        side_effect=fake_create,
    ) as create:
        assert app.ask([{"content": "echo"}]) == "echo"
    assert create.call_count == 1


@mock.patch("openai.resources.chat.AsyncCompletions.create", new_callable=mock.AsyncMock)
def test_awaited(acreate):
    acreate.return_value = ChatCompletion.model_construct(**ANSWER)
    assert asyncio.run(app.aask([1])) == "yes"
    acreate.assert_called_once_with(model="gpt-4", messages=[1])
