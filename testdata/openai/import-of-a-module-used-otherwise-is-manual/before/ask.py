import openai.api_resources.embedding as embedding


def ask(text):
    print(embedding)
    return embedding.Embedding.create(model="m", input=text)["data"][0]["embedding"]
