from openai import ChatCompletion
from openai.error import APIConnectionError, APIError, RateLimitError, ServiceUnavailableError, Timeout


def run(event):
    try:
        ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except RateLimitError:
        return "slower"
    except ServiceUnavailableError:
        return "again"
    except APIError:
        return "again"
    except (Timeout, APIConnectionError):
        return "network"
    except Exception:
        return "anything"
    return "none"
