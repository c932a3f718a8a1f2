import os
from openai import RateLimitError  # retried by the scheduler
from os import path

def f(m):
    import openai  # lazy: slow to import
    try:
        return openai.chat.completions.create(model="m", messages=m).model_dump(exclude_unset=True)
    except RateLimitError:
        return path

def g(m):
    import openai  # lazy: slow to import
    from openai.error import (  # noqa
        APIError,  # the base
        Timeout,  # type: ignore
    )
    try:
        return openai.completions.create(model="m", prompt=m).model_dump(exclude_unset=True)
    except (APIError, Timeout):
        return path
