import os
from openai.error import RateLimitError  # retried by the scheduler
from os import path

def f(m):
    from openai import ChatCompletion  # lazy: slow to import
    try:
        return ChatCompletion.create(model="m", messages=m)
    except RateLimitError:
        return path

def g(m):
    import openai  # lazy: slow to import
    from openai.error import (  # noqa
        APIError,  # the base
        Timeout,  # type: ignore
    )
    try:
        return openai.Completion.create(model="m", prompt=m)
    except (APIError, Timeout):
        return path
