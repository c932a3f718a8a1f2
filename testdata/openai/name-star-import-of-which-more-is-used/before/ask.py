from openai import *


def ask(messages):
    answer = ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    return answer, VERSION
