"""What users are told when the model fails."""

from unittest import mock

import openai
import pytest

from services import llm


def user(text):
    return [{"role": "user", "content": text}]


@pytest.mark.parametrize(
    "status, text",
    [
        ("401", "not set up"),
        ("400", "did not take this"),
        ("404", "did not take this"),
        ("429", "Too many people"),
        ("500", "failed"),
        ("503", "cannot be reached"),
    ],
)
async def test_a_status_becomes_words(status, text):
    with pytest.raises(llm.ModelUnavailable, match=text):
        await llm.answer(user(f"[stub: {status}]"))


async def test_a_connection_that_fails():
    with pytest.raises(llm.ModelUnavailable, match="cannot be reached"):
        await llm.answer(user("[stub: a connection that fails]"))


async def test_what_the_model_did_not_take_is_told():
    with pytest.raises(llm.Refused, match="it was refused"):
        await llm.answer(user("[stub: 400]"))


async def test_a_limit_says_when_to_come_back():
    with pytest.raises(llm.ModelUnavailable) as raised:
        await llm.answer(user("[stub: 429]"))
    assert raised.value.retry_after == 0


async def test_a_slow_model_is_said_to_be_slow():
    with mock.patch("openai.ChatCompletion.acreate", mock.AsyncMock(side_effect=openai.error.Timeout("late"))):
        with pytest.raises(llm.ModelUnavailable, match="too long"):
            await llm.answer(user("hello"))


async def test_a_failure_of_the_api_is_logged(caplog):
    with pytest.raises(llm.ModelUnavailable):
        await llm.answer(user("[stub: 500]"))
    assert "model failed with 500" in caplog.text


@pytest.mark.parametrize(
    "status, ours", [("400", 422), ("401", 503), ("429", 503), ("503", 503)]
)
def test_what_the_api_answers_then(client, ada, conversation, status, ours):
    answer = client.post(
        f"/api/v1/conversations/{conversation}/messages",
        json={"content": f"[stub: {status}]"},
        headers=ada.headers,
    )
    assert answer.status_code == ours
    if status == "429":
        assert answer.headers["retry-after"] == "0"


@pytest.mark.parametrize("status, ours", [("429", 429), ("400", 400), ("500", 502)])
def test_errors_that_nobody_catches(client, ada, conversation, status, ours):
    answer = client.post(
        f"/api/v1/conversations/{conversation}/alternatives",
        json={"content": f"[stub: {status}]"},
        headers=ada.headers,
    )
    assert answer.status_code == ours
    assert answer.json() == {"detail": "The model did not answer."}
