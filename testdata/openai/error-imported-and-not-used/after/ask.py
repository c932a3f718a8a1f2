import openai
from openai import AuthenticationError
from openai import RateLimitError, APITimeoutError as Timeout


def ask(messages):
    try:
        return openai.models.list().model_dump(exclude_unset=True)
    except RateLimitError:
        return None
