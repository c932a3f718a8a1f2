import backoff
import openai
import tenacity
from retry import retry as again
from retrying import retry as retrying
from tenacity import Retrying, retry, retry_if_exception, retry_if_exception_type, stop_after_attempt


@retry(stop=stop_after_attempt(6))
def ask(**kwargs):
    return openai.ChatCompletion.create(**kwargs)


@retry
def ask_for_ever(prompt):
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


@backoff.on_exception(backoff.expo, openai.error.RateLimitError)
def completed(prompt):
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


@again((openai.error.APIConnectionError, openai.error.ServiceUnavailableError), tries=3)
def embed(texts):
    return openai.Embedding.create(model="text-embedding-ada-002", input=texts)


@retrying(stop_max_attempt_number=3)
def moderated(text):
    return openai.Moderation.create(input=text)


def in_a_loop(prompt):
    for attempt in Retrying(stop=stop_after_attempt(3)):
        with attempt:
            return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


def decorator():
    return tenacity.retry(
        retry=retry_if_exception_type(openai.error.Timeout) | retry_if_exception_type(openai.error.RateLimitError),
    )


# 1.x does not try these again, or it cannot be seen.
@retry(retry=retry_if_exception_type(openai.error.InvalidRequestError))
def shorter(prompt):
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


@retry(retry=retry_if_exception(lambda error: "late" in str(error)))
def late(prompt):
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


@backoff.on_exception(backoff.expo, OSError)
def written(path, prompt):
    with open(path, "w") as file:
        file.write(openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)["choices"][0]["text"])


@retry
def read(path):
    return open(path).read()
