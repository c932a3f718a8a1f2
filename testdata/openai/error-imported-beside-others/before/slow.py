from openai.error import AuthenticationError, RateLimitError, Timeout as Slow


def is_slow(error):
    return isinstance(error, RateLimitError)
