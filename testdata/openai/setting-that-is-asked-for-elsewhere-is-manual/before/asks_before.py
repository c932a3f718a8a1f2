import openai


def base():
    return getattr(openai, "api_base", None)
