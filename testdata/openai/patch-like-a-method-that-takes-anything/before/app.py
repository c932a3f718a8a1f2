import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return answer["choices"][0]["message"]["content"]


async def aask(messages):
    answer = await openai.ChatCompletion.acreate(model="gpt-4", messages=messages)
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return openai.Embedding.create(model="m", input=[text])["data"][0]["embedding"]
