import os

import openai

if (openai.api_key or os.environ.get("OPENAI_API_KEY")) is None:
    raise SystemExit("no key")


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
