import os

import openai


def ask_as(messages, key, organization, base):
    previous_key = openai.api_key or os.environ.get("OPENAI_API_KEY")
    previous_organization = openai.organization or os.environ.get("OPENAI_ORG_ID")
    previous_base = openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/") + "/"
    openai.api_key = key
    openai.organization = organization
    if base is not None:
        openai.base_url = base and base.rstrip("/") + "/"
    response = openai.chat.completions.create(model="gpt-4", messages=messages)
    openai.api_key = previous_key
    openai.organization = previous_organization
    openai.base_url = previous_base
    return response.choices[0].message.content
