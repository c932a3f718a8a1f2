import openai
from openai import AuthenticationError, APITimeoutError as Timeout


def ask(messages):
    try:
        return openai.models.list().model_dump(exclude_unset=True)
    except openai.RateLimitError:
        return None
