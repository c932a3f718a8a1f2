import openai


def configure(settings):
    openai.api_type = "Azure"
    openai.api_key = settings.key
    openai.api_version = "2023-05-15"


def embed(text, base):
    return openai.Embedding.create(engine="ada", input=text, api_base=base)["data"][0]["embedding"]
