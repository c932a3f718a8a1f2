import openai
from openai.error import APIConnectionError, RateLimitError

PERMANENT = openai.error.AuthenticationError
LATER = RateLimitError


def ask(call, errors=openai.error.PermissionError):
    try:
        return call()
    except PERMANENT:
        raise
    except LATER:
        return "later"
    except errors:
        return "not allowed"
