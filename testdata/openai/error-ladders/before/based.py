import openai


def run(event):
    try:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except (openai.error.InvalidRequestError, openai.error.AuthenticationError) as error:
        return "ours"
    except openai.error.ServiceUnavailableError:
        return "later"
    except openai.error.OpenAIError:
        return "theirs"
    return "none"
