import os

import openai

openai.api_key = os.getenv("OPENAI_API_KEY")


def ask(question: str) -> str:
    response = openai.chat.completions.create(
        model="gpt-3.5-turbo",
        messages=[
            {"role": "system", "content": "You answer in one sentence."},
            {"role": "user", "content": question},
        ],
        temperature=0.2,
    )
    return response.choices[0].message.content.strip()
