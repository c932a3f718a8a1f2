import openai


def ask(messages, limit):
    return openai.chat.completions.create(model="gpt-4", messages=messages, timeout=limit).choices[0].message.content
