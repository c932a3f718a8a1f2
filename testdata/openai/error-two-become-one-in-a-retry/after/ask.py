import openai
from tenacity import retry, retry_if_exception_type, retry_if_not_exception_type, stop_after_attempt

TRANSIENT = [
    openai.APITimeoutError,
    openai.InternalServerError,
]


@retry(
    reraise=True,
    stop=stop_after_attempt(2),
    retry=(
        retry_if_exception_type(openai.APITimeoutError)
        | retry_if_exception_type(openai.InternalServerError)
        | retry_if_exception_type(openai.RateLimitError)
    ),
)
def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


# Others than it looks: each asks for something else.
@retry(
    reraise=True,
    stop=stop_after_attempt(2),
    retry=retry_if_exception_type(openai.InternalServerError) | retry_if_not_exception_type(openai.InternalServerError),
)
def ask_otherwise(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def ask_by_the_list(messages):
    try:
        return ask(messages)
    except tuple(TRANSIENT):
        return None
