import os

import openai


def use(path):
    os.environ["AZURE_BASE"] = os.environ["BASE"] + path
    openai.api_type = "azure"
    openai.api_base = os.environ["AZURE_BASE"]
    openai.api_version = "2023-05-15"
    openai.api_key = "k"


def complete(path, prompt):
    use(path)
    return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
