import openai


def ask(messages, key):
    return openai.ChatCompletion.create(model="gpt-4", messages=messages, api_key=key)["choices"][0]["message"]["content"]
