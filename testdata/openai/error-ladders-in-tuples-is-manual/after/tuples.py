import openai


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except (openai.error.ServiceUnavailableError, openai.error.APIConnectionError):
        return "again"
    except (openai.error.APIError, ValueError):
        return "give up"
    return "none"
