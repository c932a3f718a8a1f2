import openai
from openai.error import InvalidRequestError, RateLimitError


def exists(name):
    try:
        openai.Model.retrieve(name)
        return True
    except InvalidRequestError:
        return False


def complete(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except (RateLimitError, InvalidRequestError) as error:
        print(error)


def is_invalid(error):
    return isinstance(error, InvalidRequestError)
