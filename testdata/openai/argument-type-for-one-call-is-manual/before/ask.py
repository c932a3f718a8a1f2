import openai


def ask(messages):
    return openai.ChatCompletion.create(engine="chat", messages=messages, api_type="azure", api_version="2023-05-15")["choices"][0]["message"]["content"]
