from typing import *

import openai


def with_key(key: Optional[str], text: str) -> bool:
    old = openai.api_key
    openai.api_key = key
    try:
        return openai.Moderation.create(text)["results"][0]["flagged"]
    finally:
        openai.api_key = old
