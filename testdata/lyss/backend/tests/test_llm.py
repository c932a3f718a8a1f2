"""What models are asked, and what becomes of their answers."""

from unittest import mock

import openai
import pytest
from openai.openai_object import OpenAIObject

from services import llm, prompts, usage


def user(text):
    return [{"role": "user", "content": text}]


def completion(*texts, finish="stop"):
    return OpenAIObject.construct_from(
        {
            "model": "gpt-3.5-turbo",
            "choices": [
                {"index": index, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
                for index, text in enumerate(texts)
            ],
            "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
        }
    )


def test_a_title_is_short_and_without_quotes(asked):
    assert llm.title_of(user('"A walk"')) == "yes: Give this conversation a title of at most five words."
    (request,) = asked("/chat/completions")
    assert request["headers"]["Authorization"] == "Bearer sk-test"
    assert request["body"] == {
        "model": "gpt-3.5-turbo",
        "messages": user('"A walk"') + [prompts.TITLE],
        "max_tokens": 16,
        "temperature": 0,
    }


def test_titles_lose_their_quotes():
    with mock.patch("openai.ChatCompletion.create", return_value=completion('"A walk"')) as create:
        assert llm.title_of(user("Hello")) == "A walk"
    assert create.call_args.kwargs["max_tokens"] == 16
    assert create.call_args.kwargs["request_timeout"] == 10


def test_a_title_is_tried_again(asked):
    with mock.patch("openai.ChatCompletion.create") as create:
        create.side_effect = [openai.error.RateLimitError("slow down"), completion("Walks")]
        assert llm.title_of(user("Hello")) == "Walks"
    assert create.call_count == 2


def test_a_title_is_not_tried_for_ever(asked):
    with pytest.raises(openai.error.RateLimitError):
        with mock.patch.dict(prompts.TITLE, content="[stub: 429]"):
            llm.title_of(user("Hello"))
    assert len(asked("/chat/completions")) == 3


async def test_an_answer_says_what_it_cost(asked):
    assert await llm.answer(user("hello"), user="user-7") == {"text": " yes: hello ", "finished": True, "tokens": 7}
    (request,) = asked()
    assert request["body"]["user"] == "user-7"
    assert request["body"]["temperature"] == 0.3
    assert usage.meter.as_dict() == {"gpt-3.5-turbo": {"prompt": 3, "completion": 4}}
    assert usage.meter.cost() == pytest.approx(0.000013, abs=1e-6)


async def test_an_answer_of_another_model(asked):
    await llm.answer(user("hello"), model="gpt-4")
    assert asked()[0]["body"]["model"] == "gpt-4"
    assert "gpt-4" in usage.meter.as_dict()


async def test_an_answer_that_was_cut_short(monkeypatch):
    async def fake(**arguments):
        assert arguments["messages"] == user("hello")
        return completion("And so", finish="length")

    monkeypatch.setattr(openai.ChatCompletion, "acreate", fake)
    assert (await llm.answer(user("hello")))["finished"] is False


async def test_a_stream_comes_in_pieces():
    assert [piece async for piece in llm.stream(user("hello"))] == ["yes", ": ", "hello"]


def test_a_stream_for_tasks(asked):
    assert "".join(llm.stream_sync(user("hello"))) == "yes: hello"
    assert asked()[0]["body"]["stream"] is True


def test_a_stream_of_a_double():
    chunks = [
        {"choices": [{"delta": {"role": "assistant"}, "finish_reason": None}]},
        {"choices": [{"delta": {"content": "Good"}, "finish_reason": None}]},
        {"choices": [{"delta": {"content": " day"}, "finish_reason": None}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}]},
    ]
    with mock.patch("openai.ChatCompletion.create", return_value=iter(chunks)):
        assert list(llm.stream_sync(user("hello"))) == ["Good", " day"]


def test_a_text_is_continued(asked):
    assert llm.complete("Once", count=2) == ["yes: Once", "yes: Once"]
    (request,) = asked()
    assert request["body"]["n"] == 2
    assert request["body"]["stop"] == ["\n\n"]


def test_alternatives_come_by_their_length():
    with mock.patch.object(openai.ChatCompletion, "create", return_value=completion("short", "much longer")):
        assert llm.alternatives(user("hello"), 2) == ["much longer", "short"]


def test_several_alternatives_are_asked_for(asked):
    assert llm.alternatives(user("hello"), 2) == [" yes: hello ", " yes: hello "]
    assert asked()[0]["body"]["n"] == 2


def test_which_models_there_are():
    assert llm.models() == ["davinci-002", "gpt-4"]


def test_whether_models_can_be_reached():
    assert llm.is_up()
    with mock.patch("openai.Model.retrieve", side_effect=openai.error.APIConnectionError("gone")):
        assert not llm.is_up()


def test_memories_stand_before_the_conversation():
    messages = prompts.with_memories(user("hello"), ["likes walks"])
    assert [message["role"] for message in messages] == ["system", "system", "user"]
    assert "likes walks" in messages[1]["content"]
