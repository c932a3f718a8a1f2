import openai


def configure(config):
    if config.azure:
        openai.api_type = "azure"
        openai.api_version = "2023-05-15"
    openai.api_base = config.base


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
