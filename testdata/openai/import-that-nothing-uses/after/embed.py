import openai
from openai.embeddings_utils import get_embedding


def embed(text):
    return get_embedding(text, engine="text-embedding-ada-002")
