import openai


async def tokens(messages):
    stream = await openai.ChatCompletion.acreate(model="gpt-4", messages=messages, stream=True)
    async for chunk in stream:
        yield chunk["choices"][0]["delta"].get("content", "")
