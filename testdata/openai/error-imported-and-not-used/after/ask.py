import openai
from openai import APITimeoutError as Timeout
from openai import AuthenticationError


def ask(messages):
    try:
        return openai.models.list().model_dump(exclude_unset=True)
    except openai.RateLimitError:
        return None
