import openai


def use_public_endpoint(key):
    openai.api_type = "openai"
    openai.api_key = key
