import time

import openai


def with_patience(call):
    while True:
        try:
            return call()
        except openai.RateLimitError:
            time.sleep(20)
