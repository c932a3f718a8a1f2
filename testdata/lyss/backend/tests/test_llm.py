import asyncio
from unittest import mock

import openai
import pytest
from openai.openai_object import OpenAIObject

from services import llm, pictures


def completion(text):
    return OpenAIObject.construct_from(
        {
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
        }
    )


def test_titles_lose_their_quotes():
    with mock.patch("openai.ChatCompletion.create", return_value=completion('"A walk"')):
        assert llm.title_of([{"role": "user", "content": "Hello"}]) == "A walk"


def test_an_answer_says_what_it_cost():
    with mock.patch("openai.ChatCompletion.acreate", mock.AsyncMock(return_value=completion("Hello."))):
        assert asyncio.run(llm.answer([])) == {"text": "Hello.", "finished": True, "tokens": 5}


def test_a_slow_model_is_said_to_be_slow():
    with mock.patch("openai.ChatCompletion.acreate", mock.AsyncMock(side_effect=openai.error.Timeout("late"))):
        with pytest.raises(llm.ModelUnavailable, match="too long"):
            asyncio.run(llm.answer([]))


def test_a_refused_picture_is_none():
    refused = openai.error.InvalidRequestError("refused", param="prompt")
    with mock.patch("services.pictures.Image.create", side_effect=refused):
        assert pictures.picture("something") is None


def test_vectors_come_in_the_order_of_the_texts():
    answer = {"data": [{"embedding": [1.0]}, {"embedding": [2.0]}]}
    with mock.patch("openai.Embedding.create", return_value=answer):
        assert llm.embed(["a", "b"]) == [[1.0], [2.0]]
