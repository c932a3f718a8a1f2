import openai
from openai import RateLimitError


class BadRequestError(Exception):
    pass


def check(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except (openai.BadRequestError, openai.NotFoundError) as error:
        raise BadRequestError(str(error.status_code)) from None
    except RateLimitError:  # the others are told to wait
        return "later"
