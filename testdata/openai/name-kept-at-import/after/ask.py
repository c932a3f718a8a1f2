import openai

chat = openai.chat


def ask(messages):
    return chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
