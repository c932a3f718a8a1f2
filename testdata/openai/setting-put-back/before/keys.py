import contextlib
import openai


@contextlib.contextmanager
def use_key(key, base=None):
    old_key, old_base = openai.api_key, openai.api_base
    openai.api_key = key
    if base:
        openai.api_base = base
    try:
        yield
    finally:
        openai.api_key, openai.api_base = old_key, old_base


def ask(messages, key):
    with use_key(key):
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def ask_local(messages):
    with use_key("none", base="http://localhost:8000/v1"):
        return openai.ChatCompletion.create(model="gpt-4", messages=messages).choices[0].message.content


def ask_plainly(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages).choices[0].message.content
