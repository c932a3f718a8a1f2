import os

from openai import AzureOpenAI

client = AzureOpenAI(api_key=os.environ["AZURE_KEY"], azure_endpoint="https://ours.openai.azure.com", api_version="2023-05-15")


def ask(messages):
    response = client.chat.completions.create(model="chat", messages=messages)
    return response.choices[0].message.content
