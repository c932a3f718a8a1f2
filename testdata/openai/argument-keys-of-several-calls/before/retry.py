import functools
import time

import openai


def with_backoff(func, errors=(openai.error.RateLimitError,), tries=3):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        for left in reversed(range(tries)):
            try:
                return func(*args, **kwargs)
            except errors:
                if not left:
                    raise
                time.sleep(1)

    return wrapper


@with_backoff
def complete(**kwargs):
    return openai.Completion.create(**kwargs)


@with_backoff
def chat(**kwargs):
    return openai.ChatCompletion.create(**kwargs)


print(complete(model="davinci-002", prompt="once")["choices"][0]["text"])
print(chat(model="gpt-4", messages=[{"role": "user", "content": "hello"}])["choices"][0]["message"]["content"])
