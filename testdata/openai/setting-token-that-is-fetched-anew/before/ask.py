import os

import openai

import tokens

openai.api_type = "azure_ad"
openai.api_base = os.environ["BASE"]
openai.api_version = "2023-05-15"
openai.api_key = tokens.current.token


def refresh():
    tokens.fetch()
    openai.api_key = tokens.current.token


def complete(prompt):
    refresh()
    return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
