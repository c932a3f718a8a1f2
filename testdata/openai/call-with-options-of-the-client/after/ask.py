from openai import OpenAI

client = OpenAI(api_key="k")


def complete(prompt, key):
    return client.with_options(api_key=key).completions.create(model="m", prompt=prompt, timeout=5).choices[0].text


def embed(text):
    return client.embeddings.create(model="m", input=text).data[0].embedding
