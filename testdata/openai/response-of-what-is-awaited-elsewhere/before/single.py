import openai
from other import collect


async def one(prompt):
    return await openai.ChatCompletion.acreate(model="gpt-4", messages=prompt)


async def many(prompts):
    r = await collect(one(prompts))
    return r["choices"][0]["message"]["content"]
