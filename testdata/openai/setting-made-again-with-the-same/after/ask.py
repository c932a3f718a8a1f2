import os

import openai


def chat(messages):
    openai.api_type = "azure"
    openai.azure_endpoint = os.environ["ENDPOINT"]
    return openai.chat.completions.create(model="dep", messages=messages).choices[0].message.content


def embed(text):
    openai.api_type = "azure"
    openai.azure_endpoint = os.environ["ENDPOINT"]
    return openai.embeddings.create(model="ada", input=text).data[0].embedding
