import openai

STATUS = {
    openai.error.RateLimitError: 429,
    openai.error.InvalidRequestError: 400,  # what the caller did wrong
    openai.error.APIError: 502,
}
FATAL = {openai.error.AuthenticationError: "key", openai.error.InvalidRequestError: "request"}


def status(error):
    return STATUS.get(type(error), 500)


def complete(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except tuple(FATAL) as error:
        return status(error), [name for of, name in FATAL.items() if isinstance(error, of)]
    except openai.error.OpenAIError as error:
        return status(error)
