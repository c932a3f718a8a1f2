import os

import openai

DEFAULT_TYPE = "open_ai"
DEFAULT_BASE = "https://api.openai.com/v1"


def resolved(kind=None, base=None):
    kind = kind or openai.api_type or DEFAULT_TYPE
    base = base or openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1") or DEFAULT_BASE
    return kind, base
