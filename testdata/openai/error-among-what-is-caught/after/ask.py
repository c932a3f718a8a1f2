import contextlib

import backoff
import openai
import pytest
from tenacity import retry, retry_if_exception_type

RETRY = (openai.APITimeoutError, openai.BadRequestError, openai.NotFoundError)
NAMES = {openai.BadRequestError: "bad", openai.NotFoundError: "bad"}


@backoff.on_exception(backoff.expo, (openai.RateLimitError, openai.BadRequestError, openai.NotFoundError), max_tries=3)
def ask(q):
    return openai.completions.create(prompt=q, model="m").choices[0].text


@retry(retry=retry_if_exception_type((openai.BadRequestError, openai.NotFoundError)))
def again(q):
    try:
        return ask(q)
    except RETRY as e:
        if isinstance(e, (openai.BadRequestError, openai.NotFoundError)):
            return None
        raise


def quiet(q):
    with contextlib.suppress(openai.BadRequestError, openai.NotFoundError):
        return ask(q)


def test_ask():
    with pytest.raises((openai.BadRequestError, openai.NotFoundError)):
        ask("")
