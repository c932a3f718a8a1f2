import openai
from openai import APIError, OpenAI

Unavailable = openai.APIError


def ask(messages):
    try:
        return OpenAI().chat.completions.create(model="gpt-4", messages=messages)
    except openai.APIConnectionError:
        return None
    except (APIError, openai.RateLimitError):
        return None


class OurError(openai.OpenAIError):
    """Raised here."""


def describe(errors=(OurError,)):
    return [error.__doc__ or error.__name__ for error in errors if hasattr(error, "status_code")]
