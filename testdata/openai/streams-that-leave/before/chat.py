import openai


def ask(p, stream=False):
    return openai.ChatCompletion.create(model="m", messages=p, stream=stream)


def both(p, stream=False):
    response = openai.ChatCompletion.create(model="m", messages=p, stream=stream)
    if stream:
        return response
    return response["choices"][0]["message"]["content"]


def always(p):
    return openai.ChatCompletion.create(model="m", messages=p, stream=True)


async def later(p):
    return await openai.ChatCompletion.acreate(model="m", messages=p, stream=True)


def iterates(p, stream=False):
    response = openai.ChatCompletion.create(model="m", messages=p, stream=stream)
    if stream:
        for chunk in response:
            yield chunk["choices"][0]["delta"].get("content", "")
    else:
        yield response["choices"][0]["message"]["content"]
