import openai

openai.proxy = PROXY = "http://proxy:8080"


async def complete(prompt):
    answer = await openai.Completion.acreate(model="m", prompt=prompt)
    return answer["choices"][0]["text"]
