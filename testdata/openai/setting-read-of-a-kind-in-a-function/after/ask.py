import os

import openai


def _client(api_base=None):
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=os.environ.get("OPENAI_API_KEY"),
            azure_endpoint=api_base or openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(base_url=api_base or openai.base_url)


def use_azure():
    openai.api_type = "azure"
    openai.azure_endpoint = os.getenv("BASE")
    openai.api_key = os.environ.get("OPENAI_API_KEY")
    openai.api_version = "2023-05-15"


def where():
    return openai.azure_endpoint or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")


def embed(text):
    client = _client(api_base=where())
    return client.embeddings.create(model="ada", input=text).data[0].embedding
