from openai.embeddings_utils import cosine_similarity, distances_from_embeddings, get_embedding

import openai.embeddings_utils as utils


def nearest(text, embeddings):
    query = get_embedding(text, engine="text-embedding-ada-002")
    distances = distances_from_embeddings(query, embeddings, "L2")
    return utils.indices_of_nearest_neighbors_from_distances(distances)[0], cosine_similarity(query, embeddings[0])
