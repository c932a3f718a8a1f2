import openai

openai.api_key, openai.base_url = "k", "http://localhost:8000/v1/"


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
