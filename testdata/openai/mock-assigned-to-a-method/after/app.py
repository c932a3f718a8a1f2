import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages)
    return answer.choices[0].message.content


def stream(messages):
    for chunk in openai.chat.completions.create(model="gpt-4", messages=messages, stream=True):
        yield chunk.choices[0].delta.content or ""


def embed(text):
    return openai.embeddings.create(model="m", input=[text]).data[0].embedding


async def amoderate(text):
    client = openai.AsyncOpenAI(api_key=openai.api_key)
    return (await client.moderations.create(input=text)).results[0].flagged
