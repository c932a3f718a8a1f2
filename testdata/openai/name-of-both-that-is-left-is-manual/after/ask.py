import openai
from openai import APIError, OpenAIError


def ask(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text


class Failure(APIError):
    def __init__(self, *args):
        super().__init__(*args)
