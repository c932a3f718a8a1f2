import openai as ai


def ask(messages):
    return ai.ChatCompletion.create(model="gpt-4", messages=messages).choices[0].message.content
