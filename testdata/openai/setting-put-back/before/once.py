import openai


def ask_as(messages, key, organization, base):
    previous_key = openai.api_key
    previous_organization = openai.organization
    previous_base = openai.api_base
    openai.api_key = key
    openai.organization = organization
    if base is not None:
        openai.api_base = base
    response = openai.ChatCompletion.create(model="gpt-4", messages=messages)
    openai.api_key = previous_key
    openai.organization = previous_organization
    openai.api_base = previous_base
    return response["choices"][0]["message"]["content"]
