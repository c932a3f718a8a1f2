from __future__ import annotations

from dataclasses import dataclass
from typing import Generator, Optional, Any

import openai


@dataclass
class Turn:
    raw: Any
    tokens: int = 0


def ask(messages) -> dict:
    return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)


def stream(messages) -> Generator[Any, None, None]:
    yield from openai.chat.completions.create(model="gpt-4", messages=messages, stream=True)


def turn(messages) -> Turn:
    answer = ask(messages)
    return Turn(raw=answer, tokens=answer["usage"]["total_tokens"])


def perhaps(messages) -> Optional[dict]:
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).model_dump(exclude_unset=True)
    except openai.OpenAIError:
        return None


def main(messages):
    print(turn(messages).raw["id"], turn(messages).tokens)
    answer = perhaps(messages)
    print(answer and answer["id"])
    for chunk in stream(messages):
        print(chunk.choices[0].delta.content or "", end="")
