import openai


def ask(client: openai.OpenAI, messages):
    return client.chat.completions.create(model="m", messages=messages)
