import os

import openai

import config

BASE = os.environ["BASE"]
options = {"version": "2023-05-15"}


class Client:
    def __init__(self):
        openai.api_type = "azure"
        openai.api_base = f"{BASE}/{config.PATH}".rstrip("/")
        openai.api_version = options["version"]
        openai.api_key = os.getenv("OPENAI_API_KEY")

    def complete(self, prompt):
        return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
