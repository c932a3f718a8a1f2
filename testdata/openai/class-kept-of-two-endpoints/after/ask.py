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
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=api_version or openai.api_version,
        )
    elif api_type in ("azure_ad", "azuread"):
        client = openai.AzureOpenAI(
            azure_ad_token=api_key or os.environ.get("OPENAI_API_KEY"),
            organization=organization or None,
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=api_version or openai.api_version,
        )
    else:
        client = openai.OpenAI(
            api_key=api_key or None,
            organization=organization or None,
            base_url=api_base or openai.base_url,
        )
    return client, arguments


class _Completion:
    """Has the old methods: each call is sent by a client of its own."""

    @classmethod
    def create(cls, **arguments):
        client, arguments = _client_and_arguments(**arguments)
        return _as_openai_object(client.completions.create(**arguments))


openai.api_type = "azure"
openai.api_version = "2023-05-15"


class Asker:
    def __init__(self):
        self.api = _Completion

    def complete(self, prompt, base):
        openai.azure_endpoint = base
        return self.api.create(engine="m", prompt=prompt)["choices"][0]["text"]
