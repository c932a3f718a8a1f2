import openai
from tqdm.asyncio import tqdm_asyncio


async def one(prompt):
    return await openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=prompt)


async def many(prompts):
    rs = await tqdm_asyncio.gather(*[one(p) for p in prompts])
    return [r.choices[0].message.content if r else None for r in rs]
