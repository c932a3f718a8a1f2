import openai
from openai import APIError, InvalidRequestError, OpenAIError


def ask(prompt):
    return openai.Completion.create(engine="davinci-002", prompt=prompt)["choices"][0]["text"]


class Failure(APIError):
    def __init__(self, *args):
        super().__init__(*args)
