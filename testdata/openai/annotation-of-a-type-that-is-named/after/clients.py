from typing import Any

import openai

ClientType = Any
AnswerType = Any


def client_of(chat: bool) -> ClientType:
    return openai.chat.completions if chat else openai.completions


def ask(chat: bool, **options) -> str:
    client: ClientType = client_of(chat)
    return client.create(**options).id


def name_of(answer: AnswerType) -> str:
    return "an answer"
