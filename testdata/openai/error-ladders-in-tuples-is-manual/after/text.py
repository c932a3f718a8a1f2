import openai


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except openai.error.ServiceUnavailableError:
        return """again
later"""
    except openai.error.APIError:
        return "give up"
    return "none"
