import builtins
import functools

import openai

__builtins__["llm"] = openai
builtins.__dict__["model"] = openai
create = functools.reduce(getattr, "ChatCompletion.create".split("."), openai)


def ask(messages):
    return openai.__getattribute__("ChatCompletion").create(model="gpt-4", messages=messages)["choices"][0]["text"]


def ask_any(name, messages):
    return openai.__getattribute__(name).create(model="gpt-4", messages=messages)
