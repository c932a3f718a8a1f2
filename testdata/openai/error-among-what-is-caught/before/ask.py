import contextlib

import backoff
import openai
import pytest
from tenacity import retry, retry_if_exception_type

RETRY = (openai.error.Timeout, openai.error.InvalidRequestError)
NAMES = {openai.error.InvalidRequestError: "bad"}


@backoff.on_exception(backoff.expo, (openai.error.RateLimitError, openai.error.InvalidRequestError), max_tries=3)
def ask(q):
    return openai.Completion.create(prompt=q, model="m").choices[0].text


@retry(retry=retry_if_exception_type(openai.error.InvalidRequestError))
def again(q):
    try:
        return ask(q)
    except RETRY as e:
        if isinstance(e, openai.error.InvalidRequestError):
            return None
        raise


def quiet(q):
    with contextlib.suppress(openai.error.InvalidRequestError):
        return ask(q)


def test_ask():
    with pytest.raises(openai.error.InvalidRequestError):
        ask("")
