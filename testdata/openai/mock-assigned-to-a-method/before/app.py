import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return answer["choices"][0]["message"]["content"]


def stream(messages):
    for chunk in openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True):
        yield chunk["choices"][0]["delta"].get("content", "")


def embed(text):
    return openai.Embedding.create(model="m", input=[text])["data"][0]["embedding"]


async def amoderate(text):
    return (await openai.Moderation.acreate(input=text))["results"][0]["flagged"]
