import openai


def run(event):
    try:
        try:
            openai.chat.completions.create(model=event, messages=[], timeout=1)
        except openai.InternalServerError as error:
            return "api"
        except openai.APIConnectionError:
            return "connection"
    except Exception:
        return "around"
    return "none"
