import time
from functools import wraps

import openai


def retry(times=3):
    def decorate(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(times):
                try:
                    return function(*args, **kwargs)
                except openai.error.RateLimitError:
                    time.sleep(2**attempt)
        return wrapper
    return decorate


@retry(times=5)
def chat(**options):
    return openai.ChatCompletion.create(**options)


def ask(question):
    answer = chat(model="gpt-4", messages=[{"role": "user", "content": question}])
    return answer["choices"][0]["message"]["content"]
