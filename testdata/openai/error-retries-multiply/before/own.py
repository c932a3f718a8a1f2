import random
import time

import openai


def with_backoff(function, errors: tuple = (openai.error.RateLimitError,)):
    def wrapper(*args, **kwargs):
        tries = 0
        while True:
            try:
                return function(*args, **kwargs)
            except errors as error:
                tries += 1
                if tries > 10:
                    raise RuntimeError("too often") from error
                time.sleep(random.random())

    return wrapper


@with_backoff
def ask(**kwargs):
    return openai.ChatCompletion.create(**kwargs)
