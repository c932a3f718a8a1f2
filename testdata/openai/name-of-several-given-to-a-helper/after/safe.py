import time

import openai


def safe(function, *args, times=3, **options):
    for attempt in range(times):
        try:
            return function(*args, **options).model_dump(exclude_unset=True)
        except openai.RateLimitError:
            time.sleep(2**attempt)
    raise RuntimeError


def ask(messages):
    answer = safe(openai.chat.completions.create, model="gpt-4", messages=messages, timeout=20)
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return safe(openai.embeddings.create, model="ada", input=text)["data"][0]["embedding"]
