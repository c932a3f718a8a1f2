import openai


def configure(token, endpoint):
    openai.api_type = "azure_ad"
    openai.api_key = token
    openai.api_base = endpoint
    openai.api_version = "2023-05-15"
