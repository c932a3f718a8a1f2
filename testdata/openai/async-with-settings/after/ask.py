import os

import openai

openai.api_key = os.getenv("OPENAI_API_KEY")
openai.organization = os.getenv("OPENAI_ORGANIZATION")


async def embed(text):
    client = openai.AsyncOpenAI(api_key=openai.api_key, organization=openai.organization)
    response = await client.embeddings.create(input=[text], model="text-embedding-ada-002")
    return response.data[0].embedding
