import openai
from openai import APIError, OpenAI

Unavailable = openai.APIError


def ask(messages):
    try:
        return OpenAI().chat.completions.create(model="gpt-4", messages=messages)
    except openai.APIConnectionError:
        return None
    except (APIError, openai.RateLimitError):
        return None
