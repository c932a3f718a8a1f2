import openai


def ask(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except openai.error.RateLimitError as error:
        return getattr(error, "http_status"), getattr(error, "headers", {}).get("retry-after")
    except openai.error.OpenAIError as error:
        if getattr(error, "http_status", None) == 500:
            return getattr(error, "user_message", "") is not None
        return status(error)


def status(error):
    return getattr(error, "http_status", 0)


def retry_after(error: openai.error.OpenAIError):
    if isinstance(error, openai.error.RateLimitError) and error.headers:
        return error.headers.get("retry-after")
    return error.http_body if hasattr(error, "http_body") else None
