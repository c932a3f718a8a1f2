from typing import TYPE_CHECKING

import openai

if TYPE_CHECKING:
    from openai import APITimeoutError


def title(text):
    from openai import AuthenticationError, PermissionDeniedError

    try:
        return openai.completions.create(model="davinci-002", prompt=text).choices[0].text
    except (AuthenticationError, PermissionDeniedError):
        return "no key"


def is_slow(error: "APITimeoutError") -> bool:
    return type(error).__module__.startswith("openai")
