import os

from openai import OpenAI

client = OpenAI(api_key=os.getenv("OPENAI_KEY"), organization=os.getenv("OPENAI_ORG"))


def ask(question):
    answer = client.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "user", "content": question}],
    )
    return answer.choices[0].message.content
