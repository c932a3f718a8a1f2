import openai


def ask(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except openai.RateLimitError as error:
        return error.status_code, error.response.headers.get("retry-after")
    except openai.OpenAIError as error:
        if getattr(error, "status_code", None) == 500:
            return str(error) is not None
        return status(error)


def status(error):
    return getattr(error, "http_status", 0)


def retry_after(error: openai.OpenAIError):
    if isinstance(error, openai.RateLimitError) and error.response.headers:
        return error.response.headers.get("retry-after")
    return error.http_body if hasattr(error, "http_body") else None
