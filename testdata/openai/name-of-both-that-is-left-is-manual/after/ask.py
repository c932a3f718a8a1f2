import openai
from openai import APIError, OpenAIError


def ask(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text


class Failure(APIError):
    pass
