import openai


async def tokens(request):
    settings = request.settings
    settings["stream"] = True
    response = await openai.AsyncOpenAI().chat.completions.create(messages=request.messages, **settings)
    async for chunk in response:
        if len(chunk.choices) > 0:
            yield chunk.choices[0].delta.content or ""


def hidden_and_returned(request):
    response = openai.ChatCompletion.create(messages=request.messages, **request.settings)
    if request.streams:
        for chunk in response:
            print(chunk["choices"][0]["delta"].get("content", ""))
    return response
