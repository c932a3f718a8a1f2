"""All calls of language models."""

import logging

import openai
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

from core.config import get_settings

logger = logging.getLogger(__name__)
settings = get_settings()

openai.api_key = settings.openai_api_key
openai.api_base = settings.openai_api_base

SYSTEM = {"role": "system", "content": "You are the assistant of Lyss AI. Be brief."}


class ModelUnavailable(Exception):
    """The model could not answer; the text is for users."""


@retry(
    retry=retry_if_exception_type(openai.error.RateLimitError),
    wait=wait_exponential(max=20),
    stop=stop_after_attempt(3),
    reraise=True,
)
def title_of(conversation):
    """A few words for the list of conversations."""
    response = openai.ChatCompletion.create(
        model=settings.chat_model,
        messages=conversation + [{"role": "user", "content": "Give this a title of at most five words."}],
        max_tokens=16,
        request_timeout=10,
    )
    usage = response.get("usage", {})
    logger.info("title: %s tokens", usage.get("total_tokens", 0))
    return response["choices"][0]["message"]["content"].strip(' "')


async def answer(conversation):
    try:
        response = await openai.ChatCompletion.acreate(
            model=settings.chat_model,
            messages=[SYSTEM] + conversation,
            temperature=0.3,
        )
    except openai.error.Timeout:
        raise ModelUnavailable("The model takes too long. Try again.")
    except openai.error.AuthenticationError:
        logger.exception("the key was not accepted")
        raise ModelUnavailable("The model is not set up.")
    except openai.error.InvalidRequestError as error:
        raise ModelUnavailable(f"The model did not take this: {error}")
    choice = response["choices"][0]
    return {
        "text": choice["message"]["content"],
        "finished": choice["finish_reason"] == "stop",
        "tokens": response["usage"]["total_tokens"],
    }


async def stream(conversation):
    """The answer, piece by piece."""
    chunks = await openai.ChatCompletion.acreate(
        model=settings.chat_model,
        messages=[SYSTEM] + conversation,
        stream=True,
    )
    async for chunk in chunks:
        delta = chunk["choices"][0]["delta"]
        if "content" in delta:
            yield delta["content"]


def embed(texts):
    response = openai.Embedding.create(input=texts, engine=settings.embedding_model)
    return [row["embedding"] for row in response["data"]]


def is_allowed(text: str) -> bool:
    result = openai.Moderation.create(input=text)["results"][0]
    if result["flagged"]:
        scores = result["category_scores"]
        logger.warning("flagged: hate %.2f, self-harm %.2f", scores["hate"], scores["self-harm"])
    return not result["flagged"]
