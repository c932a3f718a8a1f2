import copy
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
    record = Record("n", openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": prompt}]).model_dump(exclude_unset=True), 1)
    return record.answer["model"], record.answer["choices"][0]["message"]["content"], record.answer.get("id"), record.note


def checked(text):
    record = Record("n", openai.moderations.create(input=text).model_dump(exclude_unset=True, by_alias=True))
    return copy.deepcopy(record.answer), dict(record.answer["results"][0])
