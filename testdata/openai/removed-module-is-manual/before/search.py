from openai.embeddings_utils import cosine_similarity, get_embedding


def rank(query, rows):
    vector = get_embedding(query, engine="text-embedding-ada-002")
    return sorted(rows, key=lambda row: cosine_similarity(row.vector, vector))
