import openai
from openai import APIConnectionError, RateLimitError, InternalServerError, APITimeoutError


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except RateLimitError:
        return "slower"
    except InternalServerError:
        return "again"
    except (APITimeoutError, APIConnectionError):
        return "network"
    except Exception:
        return "anything"
    return "none"
