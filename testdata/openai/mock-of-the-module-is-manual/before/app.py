import openai


def ask(messages, key):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages, api_key=key)
    return answer["choices"][0]["message"]["content"]


async def embed(text):
    return (await openai.Embedding.acreate(model="m", input=[text]))["data"][0]["embedding"]


def complete(prompt):
    return openai.Completion.create(model="m", prompt=prompt)["choices"][0]["text"]
