import openai.api_resources.embedding as embedding
import openai


def ask(text):
    print(embedding)
    return openai.embeddings.create(model="m", input=text).data[0].embedding
