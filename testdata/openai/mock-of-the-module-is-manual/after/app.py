import openai


def ask(messages, key):
    client = openai.OpenAI(api_key=key)
    answer = client.chat.completions.create(model="gpt-4", messages=messages)
    return answer.choices[0].message.content


async def embed(text):
    return (await openai.AsyncOpenAI().embeddings.create(model="m", input=[text])).data[0].embedding


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
