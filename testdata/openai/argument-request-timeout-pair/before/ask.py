import openai


def ask(messages):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=(3, 60))["choices"][0]["message"]["content"]
