import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages)
    return answer.choices[0].message.content


async def aask(messages):
    client = openai.AsyncOpenAI(api_key=openai.api_key)
    answer = await client.chat.completions.create(model="gpt-4", messages=messages)
    return answer.choices[0].message.content


def embed(text):
    return openai.embeddings.create(model="m", input=[text]).data[0].embedding
