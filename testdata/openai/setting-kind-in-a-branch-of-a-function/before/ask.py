import openai


def ask(messages, azure):
    if azure:
        openai.api_type = "azure"
        openai.api_base = "https://a.azure.com"
        openai.api_version = "2023-05-15"
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
