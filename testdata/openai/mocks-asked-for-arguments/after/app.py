import openai

openai.api_key = "k"


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages, timeout=5)
    return answer.choices[0].message.content


def embed(text):
    return openai.embeddings.create(input=[text], model="m").data[0].embedding
