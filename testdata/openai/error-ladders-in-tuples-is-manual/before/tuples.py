import openai


def run(event):
    try:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except (openai.error.ServiceUnavailableError, openai.error.APIConnectionError):
        return "again"
    except (openai.error.APIError, ValueError):
        return "give up"
    return "none"
