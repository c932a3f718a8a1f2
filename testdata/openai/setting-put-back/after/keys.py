import contextlib
import os
import openai


@contextlib.contextmanager
def use_key(key, base=None):
    old_key, old_base = openai.api_key or os.environ.get("OPENAI_API_KEY"), openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/") + "/"
    openai.api_key = key
    if base:
        openai.base_url = base.rstrip("/") + "/"
    try:
        yield
    finally:
        openai.api_key, openai.base_url = old_key, old_base


def ask(messages, key):
    with use_key(key):
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def ask_local(messages):
    with use_key("none", base="http://localhost:8000/v1"):
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def ask_plainly(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
