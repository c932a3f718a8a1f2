import openai


def use_local_model():
    openai.api_key = "EMPTY"
    openai.base_url = "http://localhost:8000/v1/"
