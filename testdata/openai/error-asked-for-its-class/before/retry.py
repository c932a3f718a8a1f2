import openai

RETRYABLE = (openai.error.RateLimitError, openai.error.Timeout)


def is_retryable(e):
    return isinstance(e, RETRYABLE) or (isinstance(e, openai.error.OpenAIError) and e.http_status in (429, 500, 503))


def ask(prompt):
    return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]


def robust(prompt):
    try:
        return ask(prompt)
    except Exception as e:
        if isinstance(e, openai.error.RateLimitError) and e.headers.get("Retry-After"):
            return float(e.headers["Retry-After"])
        kind = e.error.code if isinstance(e, openai.error.InvalidRequestError) else None
        if isinstance(e, (openai.error.AuthenticationError, openai.error.PermissionError)):
            return e.json_body["error"]["code"]
        if not isinstance(e, openai.error.OpenAIError):
            raise
        print(kind, is_retryable(e), e.http_status)
        return e.http_body


def short(prompt):
    try:
        return ask(prompt)
    except openai.error.InvalidRequestError as e:
        print(e._message)
        return 1


def others(errors):
    return [e.headers if isinstance(e, openai.error.RateLimitError) else e for e in errors]
