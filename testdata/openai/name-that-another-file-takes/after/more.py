import openai
from base import Completion


def again(messages):
    return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content


def classes():
    return [Completion]
