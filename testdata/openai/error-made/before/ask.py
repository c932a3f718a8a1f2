from unittest import mock

import openai
from openai.error import RateLimitError


def raised_as_it_is():
    raise openai.error.RateLimitError


def one_of_the_other(text):
    raise openai.error.Timeout() from openai.error.APIConnectionError(message=text)


def with_all_that_has_a_place():
    raise openai.error.RateLimitError("slow down", code="quota", http_status=429)


def with_what_the_server_said(body):
    raise openai.error.RateLimitError("slow down", body, 429, headers={"retry-after": "3"})


def with_a_text_that_is_always_the_same_now():
    raise openai.error.Timeout("after a second")


def with_a_body_by_its_name():
    raise openai.error.APIError(http_body="no", message="bad gateway", http_status=500)


def with_another_status(status):
    raise openai.error.APIError("teapot", http_status=status)


def with_an_empty_text():
    raise RateLimitError("", None)


def test_by_a_class():
    ask = mock.Mock(side_effect=RateLimitError)
    ask.side_effect = openai.error.PermissionError
    return ask


def test_by_several():
    return mock.Mock(
        side_effect=[
            RateLimitError("slow down"),
            openai.error.AuthenticationError,
            openai.error.APIError(
                "bad gateway",
                http_status=500,
            ),
            openai.error.ServiceUnavailableError(),
            openai.error.InvalidRequestError("too long", None),
            openai.error.InvalidRequestError("too long", param="messages"),
            openai.error.InvalidRequestError("too long", "messages", "context_length_exceeded"),
            openai.error.OpenAIError("else"),
            "answer",
        ],
    )
