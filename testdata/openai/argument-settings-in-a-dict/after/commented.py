import os

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


def complete(prompt, base, settings, key):
    parameters = {"model": "babbage-002", "api_key": key, **settings}
    client, arguments = _client_and_arguments(
        api_base=base,  # of this customer
        **parameters,
    )
    answer = client.completions.create(
        prompt=prompt,  # as it was typed
        **arguments,  # whatever else is asked for
    )
    return answer.choices[0].text
