import openai
from openai import RateLimitError, APITimeoutError, InternalServerError as APIError
def f():
    try:
        return openai.completions.create(model="m", prompt="x").id
    except (RateLimitError, APITimeoutError):
        return None
