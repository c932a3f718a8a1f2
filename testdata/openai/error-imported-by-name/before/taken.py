import openai
from openai.error import InvalidRequestError, RateLimitError


class BadRequestError(Exception):
    pass


def check(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except InvalidRequestError as error:
        raise BadRequestError(str(error.http_status)) from None
    except RateLimitError:  # the others are told to wait
        return "later"
