from openai.error import InvalidAPIType
from openai import APITimeoutError as Timeout

__all__ = ["Timeout", "InvalidAPIType"]
