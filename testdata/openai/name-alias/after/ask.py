import openai as ai


def ask(messages):
    return ai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
