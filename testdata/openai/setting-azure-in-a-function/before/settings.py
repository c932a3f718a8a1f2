import openai


def configure(settings):
    openai.api_type = "azure"
    openai.api_key = settings.key
    openai.api_base = settings.endpoint
    openai.api_version = "2023-05-15"
