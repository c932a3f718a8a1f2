import openai
from tenacity import retry, retry_if_exception_type, retry_if_not_exception_type, stop_after_attempt

TRANSIENT = [
    openai.error.Timeout,
    openai.error.APIError,
    openai.error.ServiceUnavailableError,
]


@retry(
    reraise=True,
    stop=stop_after_attempt(2),
    retry=(
        retry_if_exception_type(openai.error.Timeout)
        | retry_if_exception_type(openai.error.APIError)
        | retry_if_exception_type(openai.error.RateLimitError)
        | retry_if_exception_type(openai.error.ServiceUnavailableError)
    ),
)
def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


# Others than it looks: each asks for something else.
@retry(
    reraise=True,
    stop=stop_after_attempt(2),
    retry=retry_if_exception_type(openai.error.APIError) | retry_if_not_exception_type(openai.error.ServiceUnavailableError),
)
def ask_otherwise(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]


def ask_by_the_list(messages):
    try:
        return ask(messages)
    except tuple(TRANSIENT):
        return None
