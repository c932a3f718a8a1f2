import openai


def ask(text):
    answer = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer.choices[0].message.content


def ask_at_last(texts):
    for text in texts:
        answer = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}])
    return answer.choices[0].message.content


def embed(text):
    return openai.embeddings.create(model="text-embedding-ada-002", input=text).data[0].embedding
