import openai

OPTIONS = {"engine": "chat", "request_timeout": 30}


def named(name, old):
    return {"engine": name} if old else {"model": name}


def ask(messages):
    return openai.ChatCompletion.create(messages=messages, **named("gpt-4", True))["choices"][0]["message"]["content"]


async def aask(messages):
    answer = await openai.ChatCompletion.acreate(messages=messages, **named("gpt-4", False))
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return openai.Embedding.create(input=text, **OPTIONS)["data"][0]["embedding"]


def complete(prompt):
    return openai.Completion.create(prompt=prompt, **OPTIONS)["choices"][0]["text"]
