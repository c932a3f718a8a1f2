import json

import openai
from openai.error import (
    APIConnectionError,
    InvalidRequestError,
    RateLimitError,
    ServiceUnavailableError,
    Timeout as Slow,
)


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="m", messages=messages, request_timeout=1)["choices"][0]["message"]["content"]
    except (RateLimitError, Slow):
        return "later"
    except InvalidRequestError as error:
        return json.dumps({"invalid": error.http_status})
    except APIConnectionError:
        return "network"


def kind(error):
    return isinstance(error, (APIConnectionError, RateLimitError, ServiceUnavailableError))
