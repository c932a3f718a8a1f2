from typing import Type, Union

from openai import ChatCompletion, Completion

ClientType = Union[Type[Completion], Type[ChatCompletion]]


def is_one(kind) -> bool:
    return kind in ClientType.__args__
