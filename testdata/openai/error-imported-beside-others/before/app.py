import openai
from openai.error import RateLimitError, Timeout, APIError
def f():
    try:
        return openai.Completion.create(model="m", prompt="x")["id"]
    except (RateLimitError, Timeout):
        return None
