import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def chat(messages):
    openai.api_base = "https://chat.azure.com"
    openai.api_key = "k1"
    return openai.ChatCompletion.create(engine="dep", messages=messages)["choices"][0]["message"]["content"]


def embed(text):
    openai.api_base = "https://embed.azure.com"
    openai.api_key = "k2"
    return openai.Embedding.create(engine="ada", input=text)["data"][0]["embedding"]
