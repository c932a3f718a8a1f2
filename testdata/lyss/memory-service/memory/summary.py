"""Summaries of long memories."""

from functools import lru_cache

from openai import OpenAI


@lru_cache
def client() -> OpenAI:
    return OpenAI(timeout=20)


def summarize(texts) -> str:
    response = client().chat.completions.create(
        model="gpt-3.5-turbo",
        messages=[{"role": "user", "content": "Summarize:\n" + "\n".join(texts)}],
    )
    return response.choices[0].message.content or ""
