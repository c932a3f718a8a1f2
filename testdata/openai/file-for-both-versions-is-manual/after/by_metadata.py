from importlib import metadata

import openai

IS_OLD = metadata.version("openai") < "1"


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"] if IS_OLD else None
