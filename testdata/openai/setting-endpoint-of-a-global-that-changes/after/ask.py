import os

import openai

endpoint = os.environ["BASE"] + "/one"
openai.api_type = "azure"
openai.azure_endpoint = endpoint
openai.api_version = "2023-05-15"
openai.api_key = "k"


def switch(path):
    global endpoint
    endpoint = os.environ["BASE"] + path
    openai.azure_endpoint = endpoint


def complete(prompt, path=None):
    if path:
        switch(path)
    client = openai.AzureOpenAI(
        api_key=openai.api_key,
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    return client.completions.create(model="m", prompt=prompt).choices[0].text
