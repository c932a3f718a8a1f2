import openai as errors
from openai import APITimeoutError as Timeout, RateLimitError

__all__ = ["RateLimitError", "Timeout", "errors"]
