import openai

BASE = openai.api_base = "http://localhost:8000/v1"


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"] + BASE
