import os

import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def chat(messages):
    openai.azure_endpoint = "https://chat.azure.com"
    client = openai.AzureOpenAI(
        api_key=os.environ.get("OPENAI_API_KEY"),
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    return client.chat.completions.create(model="dep", messages=messages).choices[0].message.content


def embed(text):
    openai.azure_endpoint = "https://embed.azure.com"
    client = openai.AzureOpenAI(
        api_key=os.environ.get("OPENAI_API_KEY"),
        azure_endpoint=openai.azure_endpoint or "",
        api_version=openai.api_version,
    )
    return client.embeddings.create(model="ada", input=text).data[0].embedding
