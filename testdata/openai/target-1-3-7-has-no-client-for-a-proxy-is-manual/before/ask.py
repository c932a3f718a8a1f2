import openai

openai.proxy = "http://proxy:8080"


def embed(text):
    return openai.Embedding.create(model="m", input=text)["data"][0]["embedding"]
