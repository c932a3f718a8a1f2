import openai


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except openai.RateLimitError:
        return "slower"
    except openai.InternalServerError:
        return "again"
    except (openai.APITimeoutError, openai.APIConnectionError):
        return "network"
    except Exception:
        return "anything"
    return "none"
