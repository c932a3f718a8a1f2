import openai

chat = openai.ChatCompletion


def ask(messages):
    return chat.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
