from openai import AuthenticationError, RateLimitError


def patient(call):
    try:
        return call()
    except RateLimitError:
        return None
    except AuthenticationError:
        raise SystemExit("no key")
