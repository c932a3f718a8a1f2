import openai


def ask(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
