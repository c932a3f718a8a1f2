try:
    import openai
    from openai import RateLimitError, APITimeoutError as Timeout, InternalServerError as ServerError
except ImportError:
    openai = None
    RateLimitError = Timeout = ServerError = Exception


def ask(messages):
    if openai is None:
        raise RuntimeError("no sdk")
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except (RateLimitError, Timeout):
        return "later"
