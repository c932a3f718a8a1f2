import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.ChatCompletion.create(engine="gpt-4", messages=messages, request_timeout=5)
    return answer["choices"][0]["message"]["content"]


def embed(text):
    return openai.Embedding.create(input=[text], model="m")["data"][0]["embedding"]
