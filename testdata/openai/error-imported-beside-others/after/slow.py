import openai
from openai import APITimeoutError as Slow, AuthenticationError


def is_slow(error):
    return isinstance(error, openai.RateLimitError)
