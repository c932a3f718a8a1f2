import os

import openai

DEFAULT = openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
MODELS = (openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")) + "/models"


def server(given=None):
    return given or openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1") or "http://localhost:8000/v1"


def is_public():
    return (openai.base_url or os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")).startswith("https://api.openai.com")


def key(given=None):
    return given or openai.api_key or os.environ.get("OPENAI_API_KEY")
