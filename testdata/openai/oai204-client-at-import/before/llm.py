import os

from openai import AsyncOpenAI, OpenAI

KEY = os.environ.get("OPENAI_API_KEY")

client = OpenAI(api_key=KEY)
other = AsyncOpenAI()


def answer(text):
    return client.chat.completions.create(
        model="gpt-4", messages=[{"role": "user", "content": text}]
    )
