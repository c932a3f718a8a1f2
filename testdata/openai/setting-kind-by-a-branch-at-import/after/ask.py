import os

import openai

if os.getenv("USE_AZURE"):
    openai.api_type = "azure"
    openai.azure_endpoint = "https://a.azure.com"
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    openai.api_version = "2023-05-15"
else:
    openai.base_url = "http://localhost:8000/v1/"


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
