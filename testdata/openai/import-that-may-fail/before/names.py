try:
    from openai.error import RateLimitError
except ImportError:
    RateLimitError = None
