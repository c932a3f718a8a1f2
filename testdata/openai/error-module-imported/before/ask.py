import openai
import openai.error


def patient(call):
    try:
        return call()
    except openai.error.RateLimitError:
        return None
