import contextlib

import openai

OURS = (openai.error.InvalidRequestError, openai.error.AuthenticationError)
NETWORK = (openai.error.APIConnectionError, openai.error.Timeout)


def run(event):
    try:
        with contextlib.suppress(openai.error.InvalidRequestError):
            openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except openai.error.RateLimitError:
        return "slower"
    except OURS as error:
        if isinstance(error, openai.error.InvalidRequestError):
            return "invalid"
        return "key"
    except NETWORK:
        return "network"
    except (openai.error.APIError, openai.error.ServiceUnavailableError):
        return "theirs"
    return "none"
