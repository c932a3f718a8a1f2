import importlib
from importlib import import_module

errors = importlib.import_module(".error", package="openai")
same = __import__("openai.error", fromlist=["RateLimitError"])


def ask(messages):
    try:
        return import_module("openai").chat.completions.create(model="m", messages=messages).model_dump(exclude_unset=True)
    except (errors.RateLimitError, same.ServiceUnavailableError):
        return __import__("openai").completions.create(model="m", prompt="p").choices[0].text


def member(name):
    return import_module(f"openai.{name}")
