import os

import openai

openai.api_key = os.environ["OPENAI_API_KEY"]


def ask(messages):
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    return response["choices"][0]["message"]["content"]
