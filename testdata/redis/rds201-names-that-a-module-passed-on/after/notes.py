from redis.client import (
    # the error that callers know
    Redis,  # kept
)
from redis.exceptions import TimeoutError as TooSlow

__all__ = ["Redis", "TooSlow"]
