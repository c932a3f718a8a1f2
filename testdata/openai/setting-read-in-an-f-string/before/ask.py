import openai


def hint():
    return f"sk-...{openai.api_key[-4:]}"
