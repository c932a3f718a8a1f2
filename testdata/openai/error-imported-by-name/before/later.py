from typing import TYPE_CHECKING

import openai

if TYPE_CHECKING:
    from openai.error import Timeout


def title(text):
    from openai.error import AuthenticationError, PermissionError

    try:
        return openai.Completion.create(model="davinci-002", prompt=text)["choices"][0]["text"]
    except (AuthenticationError, PermissionError):
        return "no key"


def is_slow(error: "Timeout") -> bool:
    return type(error).__module__.startswith("openai")
