import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def chat(messages):
    openai.azure_endpoint = "https://chat.azure.com"
    return openai.ChatCompletion.create(engine="dep", messages=messages)["choices"][0]["message"]["content"]


def embed(text):
    openai.azure_endpoint = "https://embed.azure.com"
    return openai.Embedding.create(engine="ada", input=text)["data"][0]["embedding"]
