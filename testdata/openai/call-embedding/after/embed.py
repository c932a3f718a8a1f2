import openai


def embed(texts):
    texts = [text.replace("\n", " ") for text in texts]
    result = openai.embeddings.create(input=texts, model="text-embedding-ada-002")
    return [item.embedding for item in result.data]
