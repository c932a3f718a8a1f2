from openai.error import *


def ask(call):
    try:
        return call()
    except RateLimitError:
        return "later"
