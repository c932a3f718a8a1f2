import time

import openai


def safe(function, *args, times=3, **options):
    for attempt in range(times):
        try:
            return function(*args, **options)
        except openai.error.RateLimitError:
            time.sleep(2**attempt)
    raise RuntimeError


def ask(messages):
    answer = safe(openai.ChatCompletion.create, model="gpt-4", messages=messages, request_timeout=20)
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return safe(openai.Embedding.create, model="ada", input=text)["data"][0]["embedding"]
