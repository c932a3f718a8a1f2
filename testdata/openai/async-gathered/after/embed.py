import asyncio

import openai


async def embed(texts):
    calls = [openai.AsyncOpenAI().embeddings.create(input=text, model="ada") for text in texts]
    return [response.data[0].embedding for response in await asyncio.gather(*calls)]
