import openai
from other import collect


async def one(prompt):
    return await openai.ChatCompletion.acreate(model="gpt-4", messages=prompt)


async def many(prompts):
    rs = await collect(*[one(p) for p in prompts])
    return [r["choices"][0]["message"]["content"] for r in rs]
