import asyncio
import json
from unittest import mock

import httpx
import pytest
from openai import APITimeoutError

from memory import summary
from memory.config import get_settings


def test_a_summary(asked):
    assert summary.summarize(["likes walks", "likes tea"]) == "yes: Summarize:\nlikes walks\nlikes tea"
    (request,) = asked("/chat/completions")
    assert request["headers"]["Authorization"] == "Bearer sk-test"
    assert request["body"]["model"] == "gpt-3.5-turbo"


def test_only_what_fits_is_sent(asked, monkeypatch):
    monkeypatch.setattr(get_settings(), "prompt_tokens", 2)
    assert summary.summarize(["likes walks", "likes tea"]).endswith("likes walks")


def test_what_is_refused_has_no_summary():
    with pytest.raises(summary.NoSummary, match="it was refused"):
        summary.summarize(["[stub: 400]"])


def test_a_limit_is_tried_once_more_and_then_the_notes_will_do(asked):
    assert summary.summarize(["[stub: 429]", "likes tea"]) == "[stub: 429]; likes tea"
    assert len(asked("/chat/completions")) == 2


def test_a_slow_model():
    late = APITimeoutError(request=httpx.Request("POST", "http://127.0.0.1/v1"))
    with mock.patch("openai.resources.chat.completions.Completions.create", side_effect=late):
        assert summary.summarize(["likes tea"]) == "likes tea"


def test_a_summary_is_streamed(asked):
    async def whole():
        return [piece async for piece in summary.stream(["likes tea"])]

    assert asyncio.run(whole()) == ["yes", ": ", "Summarize:\nlikes tea"]
    assert asked()[0]["body"]["stream"] is True


def test_vectors_come_in_their_order():
    walks, tea = summary.vectors(["walks", "tea"])
    assert summary.vectors(["tea"]) == [tea]
    assert walks != tea


def test_the_archive_counts_tokens():
    archived = json.loads(summary.as_json(["likes walks", "tea"]))
    assert archived["tokens"] == 3
    assert archived["texts"] == ["likes walks", "tea"]
