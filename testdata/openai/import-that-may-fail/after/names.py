try:
    from openai import RateLimitError
except ImportError:
    RateLimitError = None
