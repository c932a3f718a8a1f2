import os

import openai


def _client(api_base=None, api_key=None):
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=api_key or openai.api_key,
            organization=openai.organization,
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    if api_type in ("azure_ad", "azuread"):
        return openai.AzureOpenAI(
            azure_ad_token=api_key or openai.api_key,
            organization=openai.organization,
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(
        api_key=api_key or openai.api_key,
        organization=openai.organization,
        base_url=api_base or openai.base_url,
    )


def _async_client():
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AsyncAzureOpenAI(
            api_key=openai.api_key,
            organization=openai.organization,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    if api_type in ("azure_ad", "azuread"):
        return openai.AsyncAzureOpenAI(
            azure_ad_token=openai.api_key,
            organization=openai.organization,
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.AsyncOpenAI(
        api_key=openai.api_key,
        organization=openai.organization,
        base_url=openai.base_url,
    )


DEFAULTS = {"api_base": openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"), "api_type": "open_ai"}


class Service:
    def __init__(self, key, base=None, kind=None, version=None, organization=None):
        self.key = key
        self.base = base or DEFAULTS["api_base"]
        self.kind = kind
        self.version = version
        self.organization = organization

    def use(self):
        openai.api_key = self.key
        openai.base_url = openai.azure_endpoint = self.base
        openai.api_type = self.kind or DEFAULTS["api_type"]
        openai.api_version = self.version
        openai.organization = self.organization
        return self

    def embed(self, text):
        answer = _client().embeddings.create(input=text, model="ada")
        return answer.data[0].embedding

    def embed_at(self, base, text, key=None):
        client = _client(api_base=base, api_key=key)
        answer = client.embeddings.create(input=text, model="ada")
        return answer.data[0].embedding

    async def aembed(self, text):
        answer = await _async_client().embeddings.create(input=text, model="ada")
        return answer.data[0].embedding


def with_base(base, ask):
    """Asks another server, and goes back."""
    before = openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
    openai.base_url = openai.azure_endpoint = base
    try:
        return ask()
    finally:
        openai.base_url = openai.azure_endpoint = before


def with_key_and_base(key, base, ask):
    openai.api_key, openai.base_url = key, base
    openai.azure_endpoint = openai.base_url
    return ask()
