from openai.error import Timeout, InvalidAPIType

__all__ = ["Timeout", "InvalidAPIType"]
