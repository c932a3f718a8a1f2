import openai


def ask(p, stream=False):
    response = openai.chat.completions.create(model="m", messages=p, stream=stream)
    return (chunk.model_dump(exclude_unset=True) for chunk in response) if stream else response.model_dump(exclude_unset=True)


def both(p, stream=False):
    response = openai.chat.completions.create(model="m", messages=p, stream=stream)
    if stream:
        return (chunk.model_dump(exclude_unset=True) for chunk in response)
    assert not isinstance(response, openai.Stream)
    return response.choices[0].message.content


def always(p):
    return (chunk.model_dump(exclude_unset=True) for chunk in openai.chat.completions.create(model="m", messages=p, stream=True))


async def later(p):
    return (chunk.model_dump(exclude_unset=True) async for chunk in await openai.AsyncOpenAI().chat.completions.create(model="m", messages=p, stream=True))


def iterates(p, stream=False):
    response = openai.chat.completions.create(model="m", messages=p, stream=stream)
    if stream:
        assert not isinstance(response, openai.BaseModel)
        for chunk in response:
            yield chunk.choices[0].delta.content or ""
    else:
        assert not isinstance(response, openai.Stream)
        yield response.choices[0].message.content
