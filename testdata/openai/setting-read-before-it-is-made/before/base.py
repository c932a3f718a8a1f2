import openai

DEFAULT = openai.api_base
MODELS = openai.api_base + "/models"


def server(given=None):
    return given or openai.api_base or "http://localhost:8000/v1"


def is_public():
    return openai.api_base.startswith("https://api.openai.com")


def key(given=None):
    return given or openai.api_key
