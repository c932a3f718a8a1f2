import openai

from by_metadata import IS_OLD


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"] if IS_OLD else None
