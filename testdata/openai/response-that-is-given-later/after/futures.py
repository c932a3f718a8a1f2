import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import wraps

import openai

pool = ThreadPoolExecutor()


def ask(messages):
    return openai.completions.create(model="m", prompt=messages).model_dump(exclude_unset=True)


def start(messages):
    return pool.submit(ask, messages)


def in_a_loop(loop):
    def decorator(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            async def later():
                return function(*args, **kwargs)

            return asyncio.run_coroutine_threadsafe(later(), loop).result()

        return wrapper

    return decorator


@in_a_loop(asyncio.new_event_loop())
def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt)


def text(prompt):
    return complete(prompt).choices[0].text
