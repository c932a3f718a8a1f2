import asyncio
import logging

import openai
from openai.error import APIConnectionError, RateLimitError, ServiceUnavailableError, Timeout
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

log = logging.getLogger(__name__)
PASSING = (APIConnectionError, RateLimitError, ServiceUnavailableError, Timeout)


@retry(
    retry=retry_if_exception_type(PASSING), wait=wait_random_exponential(min=1, max=20), stop=stop_after_attempt(3), reraise=True
)
def embed_batch(texts, engine="text-embedding-ada-002"):
    response = openai.Embedding.create(input=texts, engine=engine)
    return [item["embedding"] for item in sorted(response["data"], key=lambda item: item["index"])]


def embed(texts, size=2):
    return [vector for at in range(0, len(texts), size) for vector in embed_batch(texts[at:at + size])]


async def aembed(texts):
    try:
        answers = await asyncio.gather(*(openai.Embedding.acreate(input=[one], engine="ada") for one in texts))
    except openai.error.InvalidRequestError as error:
        log.error("refused: %s", error)
        return []
    return [answer["data"][0]["embedding"] for answer in answers]
