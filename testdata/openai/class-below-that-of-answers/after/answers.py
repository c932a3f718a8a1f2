import json
import time
from typing import Optional, Any



class _OpenAIMapping(dict):
    """What the answers of openai 0.x were: a dict whose items are attributes as well."""

    def __init__(self, id: Any = None, *, response_ms: Any = None, **params: Any) -> None:
        super().__init__()
        self._response_ms = response_ms
        if id:
            self["id"] = id

    @classmethod
    def construct_from(cls, values: dict, **params: Any) -> Any:
        made = cls(values.get("id"), **params)
        made.clear()
        made.update((key, _OpenAIMapping._made_of(value)) for key, value in values.items())
        return made

    @staticmethod
    def _made_of(value: Any) -> Any:
        if isinstance(value, list):
            return [_OpenAIMapping._made_of(item) for item in value]
        if isinstance(value, dict) and not isinstance(value, _OpenAIMapping):
            return _OpenAIMapping.construct_from(value)
        return value

    @property
    def response_ms(self) -> Any:
        return self._response_ms

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            self[name] = value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self:
            raise AttributeError(name)
        return self[name]

    def __str__(self) -> str:
        return json.dumps(self.to_dict_recursive(), indent=2)

    def to_dict(self) -> dict:
        return dict(self)

    def to_dict_recursive(self) -> dict:
        def plain(value: Any) -> Any:
            return value.to_dict_recursive() if isinstance(value, _OpenAIMapping) else value

        items = dict(self)
        for key, value in items.items():
            items[key] = [plain(one) for one in value] if isinstance(value, list) else plain(value)
        return items

class Message(_OpenAIMapping):
    def __init__(self, content="default", role="assistant", logprobs=None, **params):
        super(Message, self).__init__(**params)
        self.content = content
        self.role = role
        self.logprobs = logprobs


class Delta(_OpenAIMapping):
    def __init__(self, content=None, role=None, **params):
        super().__init__(**params)
        if content is not None:
            self.content = content
        if role:
            self.role = role


class Choices(_OpenAIMapping):
    def __init__(self, finish_reason=None, message=None, **params):
        super(Choices, self).__init__(**params)
        self.finish_reason = finish_reason or "stop"
        self.message = message or Message(content=None)


class ModelResponse(_OpenAIMapping):
    def __init__(self, id=None, response_ms: Optional[int] = None, **params):
        self.object = "chat.completion"
        self.choices = [Choices()]
        self.id = id or "chatcmpl-1"
        super(ModelResponse, self).__init__(**params)
        self._response_ms = response_ms
        self.usage = {"total_tokens": None}

    def to_dict_recursive(self):
        d = super().to_dict_recursive()
        d["choices"] = [choice.to_dict_recursive() for choice in self.choices]
        return d


class Streamed(ModelResponse):
    pass


class Empty(_OpenAIMapping):
    pass


def answer(text) -> ModelResponse:
    response = ModelResponse(response_ms=12)
    response["choices"][0]["message"]["content"] = text
    response["choices"][0].finish_reason = "length"
    response.model = "gpt-4"
    return response


def read(text):
    response = answer(text)
    return {
        "content": response["choices"][0]["message"]["content"],
        "by attributes": response.choices[0].message.content,
        "model": response.get("model"),
        "took": (response._response_ms, response.response_ms),
        "usage": dict(response["usage"]),
        "plain": response.to_dict_recursive(),
        "keys": sorted(response),
        "text": str(response),
        "json": json.dumps(response),
        "has": ("model" in response, hasattr(response, "nothing"), hasattr(response, "id")),
        "delta": dict(Delta(content="a")),
    }


def of_a_dict():
    made = Empty.construct_from({"id": "a", "items": [{"name": "b", "parts": {"c": 1}}]})
    return made.id, made["items"][0].name, made["items"][0]["parts"].c, json.dumps(made), type(made).__name__


def streamed():
    return Streamed(id="x").id, isinstance(Streamed(), dict)
