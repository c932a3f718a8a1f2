import os

import openai


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


openai.base_url = openai.azure_endpoint = os.getenv("BOT_API_BASE", "https://here/v1")


def chat(messages):
    return _client().chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
