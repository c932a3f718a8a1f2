import openai


def ask(messages):
    return openai.ChatCompletion.create("sk-team", model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
