import dataclasses
from typing import Any, ClassVar

import openai


@dataclasses.dataclass
class Noted:
    kind: ClassVar[str] = "noted"
    note: str


@dataclasses.dataclass
class Record(Noted):
    answer: Any
    count: int = dataclasses.field(default=0, init=False)
    more: Any = None


def ask(prompt):
    record = Record("n", openai.ChatCompletion.create(model="gpt-4", messages=[{"role": "user", "content": prompt}]), 1)
    return record.answer.model, record.answer["choices"][0].message["content"], record.answer.get("id"), record.note


def checked(text):
    record = Record("n", openai.Moderation.create(input=text))
    return record.answer.to_dict_recursive(), record.answer["results"][0].to_dict()
