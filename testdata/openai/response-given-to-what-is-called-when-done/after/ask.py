import asyncio
from concurrent.futures import ThreadPoolExecutor

import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages)


def show(future):
    print(future.result().choices[0].message.content)


def in_a_pool(messages):
    with ThreadPoolExecutor() as pool:
        pool.submit(ask, messages).add_done_callback(show)


async def in_a_task(messages):
    task = asyncio.create_task(openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=messages))
    task.add_done_callback(lambda done: print(done.result().usage.total_tokens))
    await task
