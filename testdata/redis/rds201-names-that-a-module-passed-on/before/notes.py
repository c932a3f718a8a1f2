from redis.client import (
    # the error that callers know
    TimeoutError as TooSlow,
    Redis,  # kept
)

__all__ = ["Redis", "TooSlow"]
