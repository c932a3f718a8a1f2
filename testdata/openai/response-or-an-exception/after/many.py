import asyncio

import openai


async def ask(prompts):
    tasks = [openai.AsyncOpenAI().chat.completions.create(model="m", messages=prompt) for prompt in prompts]
    return [text(answer) for answer in await asyncio.gather(*tasks, return_exceptions=True)]


def text(answer):
    if isinstance(answer, Exception):
        return str(answer)
    return answer.choices[0].message.content


async def ask_one(prompt):
    [answer] = await asyncio.gather(
        openai.AsyncOpenAI().chat.completions.create(model="m", messages=prompt), return_exceptions=True
    )
    return str(answer) if isinstance(answer, (ValueError, OSError)) else answer.id
