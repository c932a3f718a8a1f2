from openai import *
from openai.error import *


def ask(messages):
    try:
        return ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except RateLimitError:
        return "later"
    except (APIConnectionError, Timeout):
        return "not now"
