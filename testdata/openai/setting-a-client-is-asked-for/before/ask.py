import os

import openai

openai.api_key = os.getenv("OPENAI_KEY")
openai.organization = os.getenv("OPENAI_ORG")


def ask(question):
    answer = openai.ChatCompletion.create(
        model="gpt-4",
        messages=[{"role": "user", "content": question}],
    )
    return answer["choices"][0]["message"]["content"]
