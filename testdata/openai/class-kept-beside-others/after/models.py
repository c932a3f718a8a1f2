import json
import os
from typing import Any

import openai


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


def _async_client_and_arguments(**arguments):
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
        client = openai.AsyncAzureOpenAI(
            api_key=api_key or os.environ.get("OPENAI_API_KEY"),
            organization=organization or None,
            azure_endpoint=api_base or os.environ.get("AZURE_OPENAI_ENDPOINT", ""),
            api_version=api_version or None,
        )
    elif api_type in ("azure_ad", "azuread"):
        client = openai.AsyncAzureOpenAI(
            azure_ad_token=api_key or os.environ.get("OPENAI_API_KEY"),
            organization=organization or None,
            azure_endpoint=api_base or os.environ.get("AZURE_OPENAI_ENDPOINT", ""),
            api_version=api_version or None,
        )
    else:
        client = openai.AsyncOpenAI(
            api_key=api_key or None,
            organization=organization or None,
            base_url=api_base or None,
        )
    return client, arguments


class _ChatCompletion:
    """Has the old methods: each call is sent by a client of its own."""

    @classmethod
    def create(cls, **arguments):
        client, arguments = _client_and_arguments(**arguments)
        return _as_openai_object(client.chat.completions.create(**arguments))

    @classmethod
    async def acreate(cls, **arguments):
        client, arguments = _async_client_and_arguments(**arguments)
        return _as_openai_object(await client.chat.completions.create(**arguments))


class _Completion:
    """Has the old methods: each call is sent by a client of its own."""

    @classmethod
    def create(cls, **arguments):
        client, arguments = _client_and_arguments(**arguments)
        return _as_openai_object(client.completions.create(**arguments))

    @classmethod
    async def acreate(cls, **arguments):
        client, arguments = _async_client_and_arguments(**arguments)
        return _as_openai_object(await client.completions.create(**arguments))


class Model:
    """Keeps what it asks; others below it keep something of their own."""

    def __init__(self, key, base=None):
        self.settings = {"api_key": key, "api_base": base, "model": "gpt-4"}
        self.client = self.chosen()

    def chosen(self):
        return _ChatCompletion

    def ask(self, messages, **options):
        answer = self.client.create(messages=messages, **{**self.settings, **options})
        return answer["choices"][0]["message"]["content"], answer.usage.total_tokens

    async def ask_later(self, messages, **options):
        answer = await self.client.acreate(messages=messages, **{**self.settings, **options})
        return answer.get("id")

    def stream(self, messages):
        chunks = self.client.create(messages=messages, stream=True, **self.settings)
        return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)


class Old(Model):
    def chosen(self):
        return _Completion

    def complete(self, prompt):
        return self.client.create(prompt=prompt, **self.settings).choices[0]["text"]
