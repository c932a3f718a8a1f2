"""Where the OpenAI SDK is told whom to ask."""

import openai

from core.config import Settings


def configure(settings: Settings) -> None:
    openai.api_key = settings.openai_api_key
    openai.api_base = settings.openai_api_base
    if settings.openai_organization:
        openai.organization = settings.openai_organization
