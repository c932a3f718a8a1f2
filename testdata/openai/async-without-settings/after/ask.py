import openai


async def ask(messages):
    response = await openai.AsyncOpenAI().chat.completions.create(model="gpt-4", messages=messages)
    return response.choices[0].message.content
