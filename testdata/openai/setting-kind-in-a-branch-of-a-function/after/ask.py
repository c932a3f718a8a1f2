import os

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
    return openai.OpenAI(base_url=openai.base_url)


def ask(messages, azure):
    if azure:
        openai.api_type = "azure"
        openai.azure_endpoint = "https://a.azure.com"
        openai.api_version = "2023-05-15"
    return _client().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
