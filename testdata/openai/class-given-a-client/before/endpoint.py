import openai


def endpoint(chat):
    if chat:
        return openai.ChatCompletion
    return openai.Completion


def ask(chat, **kwargs):
    client = endpoint(chat)
    return client.create(**kwargs)


async def ask_later(chat, **kwargs):
    client = endpoint(chat)
    return await client.acreate(**kwargs)


def use(key, messages):
    return ask(True, model="m", messages=messages, api_key=key)["id"]


async def use_later(messages, base):
    r = await ask_later(False, model="m", prompt=messages, api_base=base)
    return r["id"]
