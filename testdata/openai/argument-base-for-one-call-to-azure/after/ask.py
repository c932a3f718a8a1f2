import os

import openai


def _client(api_base=None):
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=openai.api_key,
            azure_endpoint=api_base or os.environ.get("AZURE_OPENAI_ENDPOINT", ""),
            api_version=openai.api_version,
        )
    return openai.OpenAI(api_key=openai.api_key, base_url=api_base or None)


def configure(settings):
    openai.api_type = "azure"
    openai.api_key = settings.key
    openai.api_version = "2023-05-15"


def embed(text, base):
    client = _client(api_base=base)
    return client.embeddings.create(model="ada", input=text).data[0].embedding
