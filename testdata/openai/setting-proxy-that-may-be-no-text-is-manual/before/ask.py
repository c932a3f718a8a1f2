import os

import openai

openai.proxy = os.getenv("HTTPS_PROXY")


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
