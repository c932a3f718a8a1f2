import os
from concurrent.futures import ThreadPoolExecutor

import openai


def complete(prompt):
    # Each thread has a session of its own, with the proxy that is set when it is made.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(ask, prompt).result()


def ask(prompt):
    client = openai.OpenAI(http_client=openai.http_client)
    return client.completions.create(model="m", prompt=prompt).choices[0].text


def through(proxy, prompt):
    openai.http_client = openai.DefaultHttpxClient(proxy=proxy.get("https") if isinstance(proxy, dict) else proxy or None)
    return complete(prompt)


def through_if_there_is_one(proxy, prompt):
    if proxy:
        openai.http_client = openai.DefaultHttpxClient(proxy=proxy.get("https") if isinstance(proxy, dict) else proxy)
    return complete(prompt)


def through_one_for_both(proxy, prompt):
    openai.http_client = openai.DefaultHttpxClient(proxy=proxy or None)
    return complete(prompt)


def through_what_the_environment_says(prompt):
    openai.http_client = openai.DefaultHttpxClient(proxy=os.environ.get("BASE") or None)
    return complete(prompt)


def through_what_says_so_if_anything(prompt):
    openai.http_client = openai.DefaultHttpxClient(proxy=os.getenv("NONE") or os.getenv("BASE", "") or None)
    return complete(prompt)
