from openai import Embedding
