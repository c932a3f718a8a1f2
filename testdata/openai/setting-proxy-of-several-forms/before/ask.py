import os
from concurrent.futures import ThreadPoolExecutor

import openai


def complete(prompt):
    # Each thread has a session of its own, with the proxy that is set when it is made.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(ask, prompt).result()


def ask(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]


def through(proxy, prompt):
    openai.proxy = proxy
    return complete(prompt)


def through_if_there_is_one(proxy, prompt):
    if proxy:
        openai.proxy = proxy
    return complete(prompt)


def through_one_for_both(proxy, prompt):
    openai.proxy = {"http": proxy, "https": proxy}
    return complete(prompt)


def through_what_the_environment_says(prompt):
    openai.proxy = os.environ.get("BASE")
    return complete(prompt)


def through_what_says_so_if_anything(prompt):
    openai.proxy = os.getenv("NONE") or os.getenv("BASE", "")
    return complete(prompt)
