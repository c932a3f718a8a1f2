import openai


def ask(messages):
    return openai.chat.completions.create(model="chat", messages=messages).choices[0].message.content
