from names import *


def ask(messages):
    import openai
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
