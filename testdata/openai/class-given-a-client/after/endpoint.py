import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


def _async_client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    client = openai.AsyncOpenAI(base_url=arguments.pop("api_base", None) or None)
    return client, arguments


def endpoint(chat):
    if chat:
        return lambda client: client.chat.completions
    return lambda client: client.completions


def ask(chat, **kwargs):
    client = endpoint(chat)
    openai_client, arguments = _client_and_arguments(**kwargs)
    return client(openai_client).create(**arguments)


async def ask_later(chat, **kwargs):
    client = endpoint(chat)
    openai_client, arguments = _async_client_and_arguments(**kwargs)
    return await client(openai_client).create(**arguments)


def use(key, messages):
    return ask(True, model="m", messages=messages, api_key=key).id


async def use_later(messages, base):
    r = await ask_later(False, model="m", prompt=messages, api_base=base)
    return r.id
