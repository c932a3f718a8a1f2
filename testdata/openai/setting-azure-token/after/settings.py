import openai


def configure(token, endpoint):
    openai.api_type = "azure"
    openai.azure_ad_token = token
    openai.azure_endpoint = endpoint
    openai.api_version = "2023-05-15"
