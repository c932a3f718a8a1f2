import openai

DEFAULT_TYPE = "open_ai"
DEFAULT_BASE = "https://api.openai.com/v1"


def resolved(kind=None, base=None):
    kind = kind or openai.api_type or DEFAULT_TYPE
    base = base or openai.api_base or DEFAULT_BASE
    return kind, base
