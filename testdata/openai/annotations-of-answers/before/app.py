from __future__ import annotations

from typing import Any, List, Optional, cast

import openai
from openai.openai_object import OpenAIObject


def ask(messages) -> OpenAIObject:
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)


def text(answer: OpenAIObject) -> str:
    return answer["choices"][0]["message"]["content"]


def sure(messages) -> "Optional[OpenAIObject]":
    try:
        return ask(messages)
    except ValueError:
        return None


def several(count) -> List[OpenAIObject]:
    return [openai.Moderation.create(input=str(n)) for n in range(count)]


def of_somebody(thing: OpenAIObject) -> str:
    return cast(OpenAIObject, thing).id


def handed_out(prompt) -> OpenAIObject:
    return openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=prompt)


def main():
    print(text(ask([])), [one["id"] for one in several(3)])
    vectors: OpenAIObject = openai.Embedding.create(model="text-embedding-ada-002", input=["x"])
    print(len(vectors["data"][0]["embedding"]))
    if (answer := sure([])):
        print(answer["id"])


main()
