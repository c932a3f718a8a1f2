import openai


def _as_dict_or_stream(answer):
    """Makes a dict of an answer, and a stream of dicts of a stream of them."""
    if isinstance(answer, openai.Stream):
        return (chunk.model_dump(exclude_unset=True) for chunk in answer)
    return answer.model_dump(exclude_unset=True)


async def tokens(request):
    settings = request.settings
    settings["stream"] = True
    response = await openai.AsyncOpenAI().chat.completions.create(messages=request.messages, **settings)
    async for chunk in response:
        if len(chunk.choices) > 0:
            yield chunk.choices[0].delta.content or ""


def hidden_and_returned(request):
    response = _as_dict_or_stream(openai.chat.completions.create(messages=request.messages, **request.settings))
    if request.streams:
        for chunk in response:
            print(chunk["choices"][0]["delta"].get("content", ""))
    return response
