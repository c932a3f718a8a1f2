import asyncio
import functools

import openai

ask = functools.partial(lambda *args, **kwargs: openai.chat.completions.create(*args, **kwargs), model="gpt-4", timeout=30)


def twice(messages):
    first = ask(messages=messages).choices[0].message.content
    return first, ask(messages=messages, model="gpt-4-turbo").choices[0].message.content


async def in_an_executor(messages):
    call = functools.partial(openai.chat.completions.create, model="gpt-4", messages=messages, timeout=30)
    response = await asyncio.get_running_loop().run_in_executor(None, call)
    return response.usage.total_tokens
