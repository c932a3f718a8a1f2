import openai

BASE = openai.base_url = "http://localhost:8000/v1"
openai.base_url = openai.base_url and openai.base_url.rstrip("/") + "/"


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content + BASE
