from openai.error import TryAgain
from openai import APITimeoutError as Timeout

__all__ = ["Timeout", "TryAgain"]
