import openai

RETRYABLE = (openai.RateLimitError, openai.APITimeoutError)


def is_retryable(e):
    return isinstance(e, RETRYABLE) or (isinstance(e, openai.OpenAIError) and getattr(e, "status_code", None) in (429, 500, 503))


def ask(prompt):
    return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text


def robust(prompt):
    try:
        return ask(prompt)
    except Exception as e:
        if isinstance(e, openai.RateLimitError) and e.response.headers.get("Retry-After"):
            return float(e.response.headers["Retry-After"])
        kind = e.code if isinstance(e, (openai.BadRequestError, openai.NotFoundError)) else None
        if isinstance(e, (openai.AuthenticationError, openai.PermissionDeniedError)):
            return e.response.json()["error"]["code"]
        if not isinstance(e, openai.OpenAIError):
            raise
        print(kind, is_retryable(e), getattr(e, "status_code", None))
        return e.response.text if isinstance(e, openai.APIStatusError) else None


def short(prompt):
    try:
        return ask(prompt)
    except (openai.BadRequestError, openai.NotFoundError) as e:
        print(e.message)
        return 1


def others(errors):
    return [e.response.headers if isinstance(e, openai.RateLimitError) else e for e in errors]
