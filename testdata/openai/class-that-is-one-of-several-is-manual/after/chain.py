import openai


def unlike(draw, **options):
    api = openai.Image if draw else openai.Completion
    return api.create(**options)["id"]


async def asynchronous(chat, **options):
    api = (lambda client: client.chat.completions) if chat else (lambda client: client.completions)
    return (await api(openai.AsyncOpenAI()).create(**options)).id
