from unittest import mock

import httpx
import openai
from openai import RateLimitError


def raised_as_it_is():
    raise openai.RateLimitError("<empty message>", response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def one_of_the_other(text):
    raise openai.APITimeoutError(request=httpx.Request("POST", "https://api.openai.com/v1")) from openai.APIConnectionError(message=text, request=httpx.Request("POST", "https://api.openai.com/v1"))


def with_all_that_has_a_place():
    raise openai.RateLimitError("slow down", response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body={"code": "quota"})


def with_what_the_server_said(body):
    raise openai.RateLimitError("slow down", response=httpx.Response(429, headers={"retry-after": "3"}, text=body, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def with_a_text_that_is_always_the_same_now():
    raise openai.APITimeoutError(request=httpx.Request("POST", "https://api.openai.com/v1"))


def with_a_body_by_its_name():
    raise openai.InternalServerError("bad gateway", response=httpx.Response(500, text="no", request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def with_another_status(status):
    raise openai.InternalServerError("teapot", response=httpx.Response(status, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def with_an_empty_text():
    raise RateLimitError("<empty message>", response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)


def test_by_a_class():
    ask = mock.Mock(side_effect=RateLimitError("<empty message>", response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None))
    ask.side_effect = openai.PermissionDeniedError("<empty message>", response=httpx.Response(403, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None)
    return ask


def test_by_several():
    return mock.Mock(
        side_effect=[
            RateLimitError("slow down", response=httpx.Response(429, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None),
            openai.AuthenticationError("<empty message>", response=httpx.Response(401, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None),
            openai.InternalServerError("bad gateway", response=httpx.Response(500, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None),
            openai.InternalServerError("<empty message>", response=httpx.Response(503, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None),
            openai.BadRequestError("too long", response=httpx.Response(400, request=httpx.Request("POST", "https://api.openai.com/v1")), body=None),
            openai.BadRequestError("too long", response=httpx.Response(400, request=httpx.Request("POST", "https://api.openai.com/v1")), body={"param": "messages"}),
            openai.BadRequestError("too long", response=httpx.Response(400, request=httpx.Request("POST", "https://api.openai.com/v1")), body={"param": "messages", "code": "context_length_exceeded"}),
            openai.OpenAIError("else"),
            "answer",
        ],
    )
