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
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


@backoff.on_exception(backoff.expo, openai.RateLimitError)
def completed(prompt):
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


@again((openai.error.APIConnectionError, openai.error.ServiceUnavailableError), tries=3)
def embed(texts):
    return openai.embeddings.create(model="text-embedding-ada-002", input=texts).model_dump(exclude_unset=True)


@retrying(stop_max_attempt_number=3)
def moderated(text):
    return openai.moderations.create(input=text).model_dump(exclude_unset=True, by_alias=True)


def in_a_loop(prompt):
    for attempt in Retrying(stop=stop_after_attempt(3)):
        with attempt:
            return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


def decorator():
    return tenacity.retry(
        retry=retry_if_exception_type(openai.APITimeoutError) | retry_if_exception_type(openai.RateLimitError),
    )


# 1.x does not try these again, or it cannot be seen.
@retry(retry=retry_if_exception_type(openai.error.InvalidRequestError))
def shorter(prompt):
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


@retry(retry=retry_if_exception(lambda error: "late" in str(error)))
def late(prompt):
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


@backoff.on_exception(backoff.expo, OSError)
def written(path, prompt):
    with open(path, "w") as file:
        file.write(openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).choices[0].text)


@retry
def read(path):
    return open(path).read()
