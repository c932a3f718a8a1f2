import json
import time
from typing import Optional

from openai.openai_object import OpenAIObject


class Message(OpenAIObject):
    def __init__(self, content="default", role="assistant", logprobs=None, **params):
        super(Message, self).__init__(**params)
        self.content = content
        self.role = role
        self.logprobs = logprobs


class Delta(OpenAIObject):
    def __init__(self, content=None, role=None, **params):
        super().__init__(**params)
        if content is not None:
            self.content = content
        if role:
            self.role = role


class Choices(OpenAIObject):
    def __init__(self, finish_reason=None, message=None, **params):
        super(Choices, self).__init__(**params)
        self.finish_reason = finish_reason or "stop"
        self.message = message or Message(content=None)


class ModelResponse(OpenAIObject):
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


class Empty(OpenAIObject):
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
