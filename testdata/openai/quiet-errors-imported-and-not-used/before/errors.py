from openai import OpenAIError as OriginalError
from openai import APIError, RateLimitError, Timeout
