from openai import RateLimitError, APITimeoutError as Slow, AuthenticationError


def is_slow(error):
    return isinstance(error, RateLimitError)
