import openai


def run(event):
    try:
        try:
            openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
        except openai.error.APIError as error:
            return "api"
        except openai.error.APIConnectionError:
            return "connection"
    except Exception:
        return "around"
    return "none"
