from dataclasses import dataclass
from typing import Any, Dict, NamedTuple

import openai
from pydantic import BaseModel


class Result(BaseModel):
    text: str
    usage: Dict[str, int]


class Plain(NamedTuple):
    usage: Any


@dataclass
class Kept:
    answer: Any


def chat(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages)
    return Result(text=answer.choices[0].message.content, usage=answer.usage.model_dump(exclude_unset=True) if answer.usage else None)


def total(messages):
    return chat(messages).usage["total_tokens"]


def plain(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages)
    return Plain(usage=answer.usage)


def plain_total(messages):
    return plain(messages).usage.total_tokens


def kept_text(prompt):
    kept = Kept(answer=openai.completions.create(model="davinci-002", prompt=prompt))
    return kept.answer.choices[0].text
