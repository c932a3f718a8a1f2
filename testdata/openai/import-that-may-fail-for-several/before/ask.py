try:
    import openai
    from openai.error import RateLimitError, Timeout, APIError as ServerError
except ImportError:
    openai = None
    RateLimitError = Timeout = ServerError = Exception


def ask(messages):
    if openai is None:
        raise RuntimeError("no sdk")
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except (RateLimitError, Timeout):
        return "later"
