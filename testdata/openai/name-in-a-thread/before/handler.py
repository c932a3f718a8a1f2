import asyncio

import openai


async def answer(messages):
    response = await asyncio.to_thread(openai.ChatCompletion.create, model="gpt-4", messages=messages)
    return response["choices"][0]["message"]["content"]
