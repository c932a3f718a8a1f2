import openai
from other import collect


async def one(prompt):
    return (await openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=prompt)).model_dump(exclude_unset=True)


async def many(prompts):
    r = await collect(one(prompts))
    return r["choices"][0]["message"]["content"]
