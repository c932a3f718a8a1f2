from typing import TYPE_CHECKING

import openai
from openai.embeddings_utils import cosine_similarity, get_embedding
from openai import ChatCompletion, Completion
from openai.util import convert_to_dict

if TYPE_CHECKING:
    from openai.openai_object import OpenAIObject


def embed(text):
    return get_embedding(text, engine="text-embedding-ada-002")
