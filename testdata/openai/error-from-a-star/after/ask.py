import openai


def ask(call):
    try:
        return call()
    except openai.RateLimitError:
        return "later"
