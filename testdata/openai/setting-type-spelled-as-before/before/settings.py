import openai


def use_public_endpoint(key):
    openai.api_type = "open_ai"
    openai.api_key = key
