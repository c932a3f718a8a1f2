import openai


def unlike(draw, **options):
    api = openai.Image if draw else openai.Completion
    return api.create(**options)["id"]


async def asynchronous(chat, **options):
    api = openai.ChatCompletion if chat else openai.Completion
    return (await api.acreate(**options))["id"]
