import openai

OPTIONS = {"model": "chat", "timeout": 30}


def named(name, old):
    return {"model": name} if old else {"model": name}


def ask(messages):
    return openai.chat.completions.create(messages=messages, **named("gpt-4", True)).choices[0].message.content


async def aask(messages):
    answer = await openai.AsyncOpenAI().chat.completions.create(messages=messages, **named("gpt-4", False))
    return answer.choices[0].message.content


def embed(text):
    return openai.embeddings.create(input=text, **OPTIONS).data[0].embedding


def complete(prompt):
    return openai.completions.create(prompt=prompt, **OPTIONS).choices[0].text
