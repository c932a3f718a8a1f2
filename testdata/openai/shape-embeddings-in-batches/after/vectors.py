import asyncio
import logging

import openai
from openai import APIConnectionError, APITimeoutError, InternalServerError, RateLimitError
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

log = logging.getLogger(__name__)
PASSING = (APIConnectionError, RateLimitError, InternalServerError, APITimeoutError)


@retry(
    retry=retry_if_exception_type(PASSING), wait=wait_random_exponential(min=1, max=20), stop=stop_after_attempt(3), reraise=True
)
def embed_batch(texts, engine="text-embedding-ada-002"):
    response = openai.embeddings.create(input=texts, model=engine)
    return [item.embedding for item in sorted(response.data, key=lambda item: item.index)]


def embed(texts, size=2):
    return [vector for at in range(0, len(texts), size) for vector in embed_batch(texts[at:at + size])]


async def aembed(texts):
    try:
        answers = await asyncio.gather(*(openai.AsyncOpenAI().embeddings.create(input=[one], model="ada") for one in texts))
    except (openai.BadRequestError, openai.NotFoundError) as error:
        log.error("refused: %s", error)
        return []
    return [answer.data[0].embedding for answer in answers]
