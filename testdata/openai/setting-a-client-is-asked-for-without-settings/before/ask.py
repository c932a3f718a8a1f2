"""Asks."""

import openai
import sys


def ask(question):
    answer = openai.Completion.create(model="gpt-3.5-turbo-instruct", prompt=question)
    return answer.choices[0].text


print(ask(sys.argv[1]))
