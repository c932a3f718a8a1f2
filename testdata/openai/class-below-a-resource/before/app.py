from ours import Chat, Logged, Shouted, Text


def ask(text):
    return Chat.ask(text)


def shout(text):
    return Shouted.ask(text)


def direct(messages):
    answer = Shouted.create(model="gpt-4", messages=messages)
    return answer["choices"][0]["message"]["content"]


def logged(messages):
    return Logged.create(model="gpt-4", messages=messages)["usage"]["total_tokens"]


async def alogged(messages):
    return (await Logged.acreate(model="gpt-4", messages=messages))["id"]


def text(prompt, key):
    answer = Text.create(model="gpt-3.5-turbo-instruct", prompt=prompt, api_key=key, request_timeout=3)
    return answer["choices"][0]["text"]
