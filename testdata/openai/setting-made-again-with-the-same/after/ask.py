import os

import openai


def chat(messages):
    openai.api_type = "azure"
    openai.azure_endpoint = os.environ["ENDPOINT"]
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    return openai.chat.completions.create(model="dep", messages=messages).choices[0].message.content


def embed(text):
    openai.api_type = "azure"
    openai.azure_endpoint = os.environ["ENDPOINT"]
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    return openai.embeddings.create(model="ada", input=text).data[0].embedding
