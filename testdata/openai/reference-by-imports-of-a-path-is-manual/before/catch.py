import importlib

errors = importlib.import_module("openai.error")


def ask(call):
    try:
        return call()
    except errors.RateLimitError:
        return None
