import openai


def use_local_model():
    openai.api_key = "EMPTY"
    openai.api_base = "http://localhost:8000/v1"
