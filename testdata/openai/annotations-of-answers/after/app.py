from __future__ import annotations

from typing import Any, List, Optional, cast

import openai
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion


def ask(messages) -> ChatCompletion:
    return openai.chat.completions.create(model="gpt-4", messages=messages)


def text(answer: ChatCompletion) -> str:
    return answer.choices[0].message.content


def sure(messages) -> "Optional[ChatCompletion]":
    try:
        return ask(messages)
    except ValueError:
        return None


def several(count) -> List[Any]:
    return [openai.moderations.create(input=str(n)) for n in range(count)]


def of_somebody(thing: Any) -> str:
    return cast(Any, thing).id


def handed_out(prompt) -> dict:
    return openai.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt).model_dump(exclude_unset=True)


def main():
    print(text(ask([])), [one.id for one in several(3)])
    vectors: CreateEmbeddingResponse = openai.embeddings.create(model="text-embedding-ada-002", input=["x"])
    print(len(vectors.data[0].embedding))
    if (answer := sure([])):
        print(answer.id)


main()
