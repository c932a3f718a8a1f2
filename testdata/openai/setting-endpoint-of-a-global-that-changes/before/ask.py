import os

import openai

endpoint = os.environ["BASE"] + "/one"
openai.api_type = "azure"
openai.api_base = endpoint
openai.api_version = "2023-05-15"
openai.api_key = "k"


def switch(path):
    global endpoint
    endpoint = os.environ["BASE"] + path
    openai.api_base = endpoint


def complete(prompt, path=None):
    if path:
        switch(path)
    return openai.Completion.create(engine="m", prompt=prompt)["choices"][0]["text"]
