import os

import openai

openai.api_base = os.getenv("BOT_API_BASE", "https://here/v1")


def chat(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
