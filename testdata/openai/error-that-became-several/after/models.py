import openai


def exists(name):
    try:
        openai.models.retrieve(name)
        return True
    except (openai.BadRequestError, openai.NotFoundError):
        return False


def complete(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except (openai.RateLimitError, openai.BadRequestError, openai.NotFoundError) as error:
        print(error)


def is_invalid(error):
    return isinstance(error, (openai.BadRequestError, openai.NotFoundError))
