import openai


def ask(messages, limit):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, request_timeout=limit)["choices"][0]["message"]["content"]
