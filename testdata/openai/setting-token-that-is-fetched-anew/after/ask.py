import os

import openai

import tokens

openai.api_type = "azure"
openai.azure_endpoint = os.environ["BASE"]
openai.api_version = "2023-05-15"
openai.azure_ad_token = tokens.current.token


def refresh():
    tokens.fetch()
    openai.azure_ad_token = tokens.current.token


def complete(prompt):
    refresh()
    client = openai.AzureOpenAI(
        azure_ad_token=openai.azure_ad_token,
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    return client.completions.create(model="m", prompt=prompt).choices[0].text
