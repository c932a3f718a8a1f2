import openai

api = openai.ChatCompletion()


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
