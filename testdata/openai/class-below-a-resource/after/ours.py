import os
from abc import ABCMeta

import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    arguments.pop("timeout", None)
    for old, new in (
        ("headers", "extra_headers"),
        ("request_timeout", "timeout"),
        ("deployment_id", "model"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    api_key = arguments.pop("api_key", None)
    organization = arguments.pop("organization", None)
    api_base = arguments.pop("api_base", None)
    api_version = arguments.pop("api_version", None)
    api_type = (arguments.pop("api_type", None) or openai.api_type or "open_ai").lower()
    if api_type == "azure":
        client = openai.AzureOpenAI(
            api_key=api_key or os.environ.get("OPENAI_API_KEY"),
            organization=organization or None,
            azure_endpoint=api_base or os.environ.get("AZURE_OPENAI_ENDPOINT", ""),
            api_version=api_version or None,
        )
    elif api_type in ("azure_ad", "azuread"):
        client = openai.AzureOpenAI(
            azure_ad_token=api_key or os.environ.get("OPENAI_API_KEY"),
            organization=organization or None,
            azure_endpoint=api_base or os.environ.get("AZURE_OPENAI_ENDPOINT", ""),
            api_version=api_version or None,
        )
    else:
        client = openai.OpenAI(
            api_key=api_key or None,
            organization=organization or None,
            base_url=api_base or None,
        )
    return client, arguments


class Counted(metaclass=ABCMeta):
    """How often something is asked."""

    calls = 0
    other = None

    @classmethod
    def count(cls):
        cls.calls += 1
        return cls.calls


class Chat:
    @classmethod
    def ask(cls, text):
        answer = openai.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": text}])
        return answer.choices[0].message.content


class Logged(Counted):
    @classmethod
    def create(cls, *args, **kwargs):
        print(cls.count())
        answer = openai.chat.completions.create(*args, **kwargs)
        print(answer.choices[0].message.content)
        return answer.model_dump(exclude_unset=True)

    @classmethod
    async def acreate(cls, **kwargs):
        return (await openai.AsyncOpenAI().chat.completions.create(**kwargs)).model_dump(exclude_unset=True)


class Text(Counted):
    """Asks somebody else if there is one."""

    @classmethod
    def create(cls, **kwargs):
        if cls.other is None:
            client, arguments = _client_and_arguments(**kwargs)
            return client.completions.create(**arguments).model_dump(exclude_unset=True)
        return cls.other(**kwargs)


class Shouted(Chat):
    @classmethod
    def ask(cls, text):
        return super().ask(text.upper())
