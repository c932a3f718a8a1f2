import openai

PASSING = (openai.error.APIError, openai.error.ServiceUnavailableError)


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["text"]
    except (
        openai.error.APIError,
        openai.error.RateLimitError,
        openai.error.ServiceUnavailableError,
    ):
        return None
