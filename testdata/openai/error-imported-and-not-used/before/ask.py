import openai
from openai.error import AuthenticationError
from openai.error import RateLimitError, Timeout


def ask(messages):
    try:
        return openai.Model.list()
    except RateLimitError:
        return None
