import json

import openai
from openai import (
    APIConnectionError,
    APITimeoutError as Slow,
    BadRequestError,
    InternalServerError,
    NotFoundError,
    RateLimitError,
)


def ask(messages):
    try:
        return openai.chat.completions.create(model="m", messages=messages, timeout=1).choices[0].message.content
    except (RateLimitError, Slow):
        return "later"
    except (BadRequestError, NotFoundError) as error:
        return json.dumps({"invalid": error.status_code})
    except APIConnectionError:
        return "network"


def kind(error):
    return isinstance(error, (APIConnectionError, RateLimitError, InternalServerError))
