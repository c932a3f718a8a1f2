import openai
from openai import BadRequestError, NotFoundError, RateLimitError


def exists(name):
    try:
        openai.models.retrieve(name)
        return True
    except (BadRequestError, NotFoundError):
        return False


def complete(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except (RateLimitError, BadRequestError, NotFoundError) as error:
        print(error)


def is_invalid(error):
    return isinstance(error, (BadRequestError, NotFoundError))
