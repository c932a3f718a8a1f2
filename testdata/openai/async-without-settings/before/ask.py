import openai


async def ask(messages):
    response = await openai.ChatCompletion.acreate(model="gpt-4", messages=messages)
    return response["choices"][0]["message"]["content"]
