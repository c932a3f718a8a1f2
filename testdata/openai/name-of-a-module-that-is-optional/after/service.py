import openai
from eager import library


async def complete(prompt):
    answer = await openai.AsyncOpenAI().completions.create(model="davinci-002", prompt=prompt)
    return answer.choices[0].text
