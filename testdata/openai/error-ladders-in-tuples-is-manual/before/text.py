import openai


def run(event):
    try:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except openai.error.ServiceUnavailableError:
        return """again
later"""
    except openai.error.APIError:
        return "give up"
    return "none"
