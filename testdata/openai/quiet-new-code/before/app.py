import os

import openai
from openai import AsyncOpenAI, OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])


def ask(messages):
    try:
        return client.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.RateLimitError:
        return None


async def embed(text):
    async with AsyncOpenAI() as other:
        return (await other.embeddings.create(input=text, model="text-embedding-3-small")).data[0].embedding
