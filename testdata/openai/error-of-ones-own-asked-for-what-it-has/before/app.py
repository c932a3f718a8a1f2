import openai


class Refused(openai.OpenAIError):
    """Some callers give it headers of their own."""


def headers_of(error):
    if hasattr(error, "headers") and isinstance(error.headers, dict):
        return error.headers
    return {}


def refuse():
    error = Refused("no")
    return headers_of(error)
