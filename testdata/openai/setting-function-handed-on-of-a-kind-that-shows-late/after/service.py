import os
import time

import openai


def _client():
    """Makes a client of the kind that is set at this moment."""
    api_type = (openai.api_type or "open_ai").lower()
    if api_type == "azure":
        return openai.AzureOpenAI(
            api_key=os.environ.get("OPENAI_API_KEY"),
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    if api_type in ("azure_ad", "azuread"):
        return openai.AzureOpenAI(
            azure_ad_token=os.environ.get("OPENAI_API_KEY"),
            azure_endpoint=openai.azure_endpoint or "",
            api_version=openai.api_version,
        )
    return openai.OpenAI(base_url=openai.base_url)


class Service:
    def __init__(self, base, kind="open_ai", version=None, model="m"):
        openai.base_url = openai.azure_endpoint = base
        openai.api_type = kind
        openai.api_version = version
        self.model = model

    def ask(self, function, **arguments):
        for attempt in range(3):
            try:
                return function(**arguments)
            except openai.RateLimitError:
                time.sleep(attempt)

    def embed(self, text):
        return self.ask(lambda *args, **kwargs: _client().embeddings.create(*args, **kwargs), model=self.model, input=text).data[0].embedding
