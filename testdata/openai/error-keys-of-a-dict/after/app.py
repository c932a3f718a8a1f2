import openai

STATUS = {
    openai.RateLimitError: 429,
    openai.BadRequestError: 400,
    openai.NotFoundError: 400,  # what the caller did wrong
    openai.InternalServerError: 502,
}
FATAL = {openai.AuthenticationError: "key", openai.BadRequestError: "request", openai.NotFoundError: "request"}


def status(error):
    return STATUS.get(type(error), 500)


def complete(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except tuple(FATAL) as error:
        return status(error), [name for of, name in FATAL.items() if isinstance(error, of)]
    except openai.OpenAIError as error:
        return status(error)
