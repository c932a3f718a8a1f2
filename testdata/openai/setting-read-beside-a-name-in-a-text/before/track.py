import openai


def key():
    return openai.api_key or "none"


def event(kwargs):
    return {"function_name": "openai.ChatCompletion.create", "kwargs": kwargs}
