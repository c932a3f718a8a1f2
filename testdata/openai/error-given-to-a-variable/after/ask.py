import openai
from openai import RateLimitError
from openai.error import APIConnectionError

PERMANENT = openai.AuthenticationError
LATER = RateLimitError


def ask(call, errors=openai.PermissionDeniedError):
    try:
        return call()
    except PERMANENT:
        raise
    except LATER:
        return "later"
    except errors:
        return "not allowed"
