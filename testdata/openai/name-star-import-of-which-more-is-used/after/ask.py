from openai import *
import openai


def ask(messages):
    answer = openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    return answer, VERSION
