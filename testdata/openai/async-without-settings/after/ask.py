from openai import AsyncOpenAI


async def ask(messages):
    response = await AsyncOpenAI().chat.completions.create(model="gpt-4", messages=messages)
    return response.choices[0].message.content
