import os

import openai

openai.api_base = "http://models.invalid/v1"
openai.proxy = os.environ["BASE"]


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]


def complete_for(key, prompt):
    return openai.Completion.create(model="m", prompt=prompt, api_key=key)["choices"][0]["text"]
