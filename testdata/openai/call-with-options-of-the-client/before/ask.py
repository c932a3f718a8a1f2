import openai

openai.api_key = "k"


def complete(prompt, key):
    return openai.Completion.create(model="m", prompt=prompt, api_key=key, request_timeout=5)["choices"][0]["text"]


def embed(text):
    return openai.Embedding.create(model="m", input=text)["data"][0]["embedding"]
