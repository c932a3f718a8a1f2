import json
from typing import Any


def _arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    for old, new in (
        ("request_timeout", "timeout"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    return arguments


def _client():
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=openai.api_key,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(api_key=openai.api_key, base_url=openai.base_url)


def _chat_completions_arguments(**arguments):
    """Gives the arguments of a call the names that they have now."""
    for old, new in (
        ("request_timeout", "timeout"),
        ("engine", "model"),
    ):
        value = arguments.pop(old, None)
        if value:
            arguments[new] = value
    return arguments


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
            api_key=api_key or openai.api_key,
            organization=organization or None,
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=api_version or openai.api_version,
        )
    elif api_type in ("azure_ad", "azuread"):
        client = openai.AzureOpenAI(
            azure_ad_token=api_key or openai.azure_ad_token,
            organization=organization or None,
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=api_version or openai.api_version,
        )
    else:
        client = openai.OpenAI(
            api_key=api_key or openai.api_key,
            organization=organization or None,
            base_url=api_base or openai.base_url,
        )
    return client, arguments


class _ChatCompletion:
    """Has the old methods: each call is sent by a client of its own."""

    @classmethod
    def create(cls, **arguments):
        client, arguments = _client_and_arguments(**arguments)
        return _as_openai_object(client.chat.completions.create(**arguments))


try:
    import openai
    from openai import (
        BadRequestError,
        InternalServerError,
        NotFoundError,
        RateLimitError,
    )

    HAS_OPENAI = True
except ImportError:
    HAS_OPENAI = False

ERRORS = (RateLimitError, InternalServerError) if HAS_OPENAI else ()


def ask(**kwargs):
    return _client().chat.completions.create(**_chat_completions_arguments(**kwargs))


class LLM:
    def __init__(self, azure=False):
        openai.api_key = "k"
        if azure:
            openai.api_type = "azure"
            openai.azure_endpoint = "https://here"
            openai.api_version = "2023-05-15"
        self.azure = azure
        self.kind = _ChatCompletion

    @property
    def params(self):
        params = {"temperature": 0, "request_timeout": 30}
        params["engine" if self.azure else "model"] = "four"
        return params

    def __call__(self, messages):
        try:
            answer = ask(messages=messages, **self.params)
        except (BadRequestError, NotFoundError) as error:
            return error.message
        except ERRORS as error:
            return error.status_code
        return answer.choices[0].message.content, answer.usage.total_tokens

    def stream(self, messages):
        return [
            event["choices"][0]["delta"].get("content") or ""
            for event in self.kind.create(messages=messages, stream=True, **self.params)
            if event["choices"]
        ]

    def best(self, prompt):
        answer = _client().completions.create(prompt=prompt, n=1, **_arguments(**self.params))
        return max([choice.text for choice in answer.choices], key=len)

    def embed(self, texts):
        answer = _client().embeddings.create(input=texts, model="ada")
        return [one.embedding for one in answer.data]
