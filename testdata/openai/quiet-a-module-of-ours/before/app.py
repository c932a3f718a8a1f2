from clients import openai


def ask(messages):
    return openai.ChatCompletion.create(messages=messages)["choices"]
