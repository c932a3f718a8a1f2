import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]
openai.api_base = os.getenv("PROXY_BASE") or openai.api_base


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
