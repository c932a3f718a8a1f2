import openai


def use_azure():
    openai.api_type = "azure"
    openai.api_base = "https://a.azure.com"
    openai.api_version = "2023-05-15"
    openai.api_key = "az"


def use_openai():
    openai.api_type = "open_ai"
    openai.api_base = "https://api.openai.com/v1"
    openai.api_version = None
    openai.api_key = "oa"


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
