import openai

openai.api_type = "azure"
openai.api_version = "2023-05-15"


def chat(run, messages):
    openai.api_base = "https://chat.azure.com"
    return run(openai.ChatCompletion.create, messages)


def other(run, messages):
    openai.api_base = "https://other.azure.com"
    return run(openai.ChatCompletion.create, messages)
