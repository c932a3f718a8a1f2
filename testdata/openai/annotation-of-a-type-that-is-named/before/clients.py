from typing import Type, Union

import openai
from openai import ChatCompletion, Completion
from openai.openai_object import OpenAIObject

ClientType = Union[Type[Completion], Type[ChatCompletion]]
AnswerType = Type[OpenAIObject]


def client_of(chat: bool) -> ClientType:
    return openai.ChatCompletion if chat else openai.Completion


def ask(chat: bool, **options) -> str:
    client: ClientType = client_of(chat)
    return client.create(**options)["id"]


def name_of(answer: AnswerType) -> str:
    return "an answer"
