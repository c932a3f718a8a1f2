import openai
from openai import InternalServerError as APIError
def f():
    try:
        return openai.completions.create(model="m", prompt="x").id
    except (openai.RateLimitError, openai.APITimeoutError):
        return None
