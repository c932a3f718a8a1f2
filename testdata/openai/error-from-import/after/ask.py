import openai


def patient(call):
    try:
        return call()
    except openai.RateLimitError:
        return None
    except openai.AuthenticationError:
        raise SystemExit("no key")
