import openai


async def ask(question):
    answer = await openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=question)
    return answer.choices[0].message.content
