import contextlib

import openai

OURS = (openai.BadRequestError, openai.NotFoundError, openai.AuthenticationError)
NETWORK = (openai.APIConnectionError, openai.APITimeoutError)


def run(event):
    try:
        with contextlib.suppress(openai.BadRequestError, openai.NotFoundError):
            openai.chat.completions.create(model=event, messages=[], timeout=1)
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except openai.RateLimitError:
        return "slower"
    except OURS as error:
        if isinstance(error, (openai.BadRequestError, openai.NotFoundError)):
            return "invalid"
        return "key"
    except NETWORK:
        return "network"
    except openai.InternalServerError:
        return "theirs"
    return "none"
