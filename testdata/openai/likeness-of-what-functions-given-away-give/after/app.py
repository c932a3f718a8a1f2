import json
from typing import Any

import openai
from joblib import Parallel, delayed


class _OpenAIObject(dict):
    """An answer as 0.x gave it: its items are attributes as well."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            self[name] = value

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def response_ms(self) -> Any:
        return self._response_ms

    def __str__(self) -> str:
        return json.dumps(self, indent=2)

    def to_dict(self) -> dict:
        return dict(self)

    def to_dict_recursive(self) -> dict:
        return json.loads(json.dumps(self))


def _as_openai_object(value: Any) -> Any:
    """Makes of an answer of openai 1.x what 0.x gave; of a stream, of each chunk as it comes."""
    if hasattr(value, "model_dump"):
        value = value.model_dump(exclude_unset=True)
    if isinstance(value, dict):
        return _OpenAIObject((key, _as_openai_object(item)) for key, item in value.items())
    if isinstance(value, list):
        return [_as_openai_object(item) for item in value]
    if hasattr(value, "__aiter__"):
        return (_as_openai_object(chunk) async for chunk in value)
    if hasattr(value, "__next__"):
        return (_as_openai_object(chunk) for chunk in value)
    return value


def one(text):
    return _as_openai_object(openai.chat.completions.create(
        model="gpt-4", messages=[{"role": "user", "content": text}]
    ))


def every(texts):
    answers = Parallel(n_jobs=2)(delayed(one)(text) for text in texts)
    return [answer.choices[0].message.content for answer in answers]
