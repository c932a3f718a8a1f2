from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generator, Optional

import openai

if TYPE_CHECKING:
    from openai import ChatCompletion
    from openai.openai_object import OpenAIObject


@dataclass
class Turn:
    raw: OpenAIObject
    tokens: int = 0


def ask(messages) -> ChatCompletion:
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


def stream(messages) -> Generator[ChatCompletion, None, None]:
    yield from openai.ChatCompletion.create(model="gpt-4", messages=messages, stream=True)


def turn(messages) -> Turn:
    answer = ask(messages)
    return Turn(raw=answer, tokens=answer["usage"]["total_tokens"])


def perhaps(messages) -> Optional[openai.ChatCompletion]:
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)
    except openai.error.OpenAIError:
        return None


def main(messages):
    print(turn(messages).raw["id"], turn(messages).tokens)
    answer = perhaps(messages)
    print(answer and answer["id"])
    for chunk in stream(messages):
        print(chunk["choices"][0]["delta"].get("content", ""), end="")
