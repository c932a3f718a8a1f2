import openai

openai.api_type = "openai"


def is_plain():
    return openai.api_type == "open_ai"


def is_azure():
    return openai.api_type == "azure"


def complete(prompt):
    return openai.completions.create(model="m", prompt=prompt).choices[0].text
