import asyncio

import openai


async def answer(messages):
    loop = asyncio.get_running_loop()
    response = await loop.run_in_executor(
        None, lambda: openai.chat.completions.create(model="gpt-4", messages=messages)
    )
    return response.choices[0].message.content
