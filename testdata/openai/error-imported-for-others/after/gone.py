from openai import APITimeoutError as Timeout
from openai.error import InvalidAPIType

__all__ = ["Timeout", "InvalidAPIType"]
