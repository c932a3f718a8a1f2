from openai.error import RateLimitError, Timeout
from openai import error as errors

__all__ = ["RateLimitError", "Timeout", "errors"]
