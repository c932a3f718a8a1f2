import openai


def configure(settings):
    openai.api_type = "azure"
    openai.api_key = settings.key
    openai.azure_endpoint = settings.endpoint
    openai.api_version = "2023-05-15"
