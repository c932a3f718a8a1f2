import os

import openai


def _client_and_arguments(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    unknown = [
        "input",
    ]
    body = {key: arguments.pop(key) for key in unknown if key in arguments}
    if body:
        arguments["extra_body"] = body
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


def _as_dict_or_text(answer):
    """Makes a dict of an answer, and leaves text as it is."""
    return answer if isinstance(answer, str) else answer.model_dump(exclude_unset=True)


def _client_and_arguments_2(**arguments):
    """Splits the arguments of a call: the client that its settings ask for, and the rest."""
    if arguments.get("model") is None:
        arguments.pop("model", None)
    client = openai.OpenAI(api_key=arguments.pop("api_key", None) or None)
    return client, arguments


def told(handler, read, *args, **kwargs):
    answer = handler(*args, **kwargs)
    print(read(answer))
    return answer


class Image:
    @classmethod
    def _ask(cls, *args, **kwargs):
        client, arguments = _client_and_arguments(**kwargs)
        return client.images.generate(*args, **arguments).model_dump(exclude_unset=True)

    @classmethod
    def create(cls, *args, **kwargs):
        return told(cls._ask, lambda answer: len(answer["data"]), *args, **kwargs)


class Audio:
    @classmethod
    def transcribe(cls, model, file, **kwargs):
        def ask(**given):
            client, arguments = _client_and_arguments(**given)
            return _as_dict_or_text(client.audio.transcriptions.create(**arguments))

        return told(ask, len, model=model, file=file, **kwargs)


class Moderation:
    @classmethod
    def _ask(cls, **kwargs):
        client, arguments = _client_and_arguments_2(**kwargs)
        return client.moderations.create(**arguments).model_dump(exclude_unset=True, by_alias=True)

    @classmethod
    def create(cls, **kwargs):
        return told(cls._ask, lambda answer: len(answer["results"]), **kwargs)


def draw(key):
    return Image.create(prompt="a cat", n=1, api_key=key)


def hear(path, key, kind):
    return Audio.transcribe("whisper-1", open(path, "rb"), api_key=key, response_format=kind)


def check(text, key, model):
    return Moderation.create(input=text, api_key=key, model=model)
