"""All calls of chat models."""

import logging

import openai
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

from core.config import get_settings
from services import prompts
from services.usage import record

logger = logging.getLogger(__name__)
settings = get_settings()


class ModelUnavailable(Exception):
    """The model could not answer; the text is for users."""

    def __init__(self, message, retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class Refused(ModelUnavailable):
    """The model did not take what it was asked."""


@retry(
    retry=retry_if_exception_type((openai.error.RateLimitError, openai.error.ServiceUnavailableError)),
    wait=wait_exponential(multiplier=0.05, max=20),
    stop=stop_after_attempt(3),
    reraise=True,
)
def title_of(conversation):
    """A few words for the list of conversations."""
    response = openai.ChatCompletion.create(
        model=settings.chat_model,
        messages=conversation + [prompts.TITLE],
        max_tokens=16,
        temperature=0,
        request_timeout=10,
    )
    usage = response.get("usage", {})
    logger.info("title: %s tokens", usage.get("total_tokens", 0))
    return response["choices"][0]["message"]["content"].strip(' "')


async def answer(conversation, model=None, user=None):
    """The whole answer with what it cost."""
    try:
        response = await openai.ChatCompletion.acreate(
            model=model or settings.chat_model,
            messages=conversation,
            temperature=0.3,
            user=user or "anonymous",
        )
    except openai.error.Timeout:
        raise ModelUnavailable("The model takes too long. Try again.")
    except openai.error.RateLimitError as error:
        raise ModelUnavailable("Too many people ask at once.", retry_after=retry_after(error))
    except openai.error.AuthenticationError:
        logger.exception("the key was not accepted")
        raise ModelUnavailable("The model is not set up.")
    except openai.error.InvalidRequestError as error:
        raise Refused(f"The model did not take this: {error.user_message}")
    except (openai.error.APIConnectionError, openai.error.ServiceUnavailableError):
        raise ModelUnavailable("The model cannot be reached.")
    except openai.error.APIError as error:
        logger.error("model failed with %s", error.http_status)
        raise ModelUnavailable("The model failed.")
    record(response["model"], response["usage"])
    choice = response["choices"][0]
    return {
        "text": choice["message"]["content"],
        "finished": choice["finish_reason"] == "stop",
        "tokens": response["usage"]["total_tokens"],
    }


def retry_after(error):
    """The seconds that the server asks to wait, if it says so."""
    headers = error.headers or {}
    return int(headers.get("retry-after", 1))


async def stream(conversation):
    """The answer, piece by piece."""
    chunks = await openai.ChatCompletion.acreate(
        model=settings.chat_model,
        messages=conversation,
        stream=True,
    )
    async for chunk in chunks:
        delta = chunk["choices"][0]["delta"]
        if "content" in delta:
            yield delta["content"]
        if chunk["choices"][0]["finish_reason"] == "length":
            yield " (cut short)"


def stream_sync(conversation):
    """The same for tasks, which run without a loop."""
    for chunk in openai.ChatCompletion.create(model=settings.chat_model, messages=conversation, stream=True):
        text = chunk["choices"][0]["delta"].get("content", "")
        if text:
            yield text


def complete(prompt, count=1, stop=None):
    """Continues a text, for the editor."""
    response = openai.Completion.create(
        engine=settings.completion_model,
        prompt=prompt,
        n=count,
        max_tokens=64,
        stop=stop or ["\n\n"],
    )
    return [choice["text"].strip() for choice in response["choices"]]


def alternatives(conversation, count=3):
    """Several answers, the longest first."""
    response = openai.ChatCompletion.create(model=settings.chat_model, messages=conversation, n=count, temperature=0.9)
    texts = [choice.message.content for choice in response.choices]
    return sorted(texts, key=len, reverse=True)


def models():
    """The names of the models that the key may use."""
    return sorted(model["id"] for model in openai.Model.list()["data"])


def is_up():
    try:
        openai.Model.retrieve(settings.chat_model, request_timeout=2)
    except openai.error.OpenAIError as error:
        logger.warning("models are not there: %s", error)
        return False
    return True
