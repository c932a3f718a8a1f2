import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages)  # exuvia: ignore[OAI102]
