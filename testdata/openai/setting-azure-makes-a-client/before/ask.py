import os

import openai

openai.api_type = "azure"
openai.api_key = os.environ["AZURE_KEY"]
openai.api_base = "https://ours.openai.azure.com"
openai.api_version = "2023-05-15"


def ask(messages):
    response = openai.ChatCompletion.create(engine="chat", messages=messages)
    return response["choices"][0]["message"]["content"]
