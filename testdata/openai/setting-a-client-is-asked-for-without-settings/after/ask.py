"""Asks."""

from openai import OpenAI
import sys

client = OpenAI()


def ask(question):
    answer = client.completions.create(model="gpt-3.5-turbo-instruct", prompt=question)
    return answer.choices[0].text


print(ask(sys.argv[1]))
