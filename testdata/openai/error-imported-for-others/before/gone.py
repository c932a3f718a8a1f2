from openai.error import Timeout, TryAgain

__all__ = ["Timeout", "TryAgain"]
