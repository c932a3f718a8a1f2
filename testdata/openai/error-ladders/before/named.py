import openai


def run(event):
    error = "outside"
    try:
        openai.ChatCompletion.create(model=event, messages=[], request_timeout=1)
    except ValueError:
        return "value"
    except openai.error.ServiceUnavailableError:
        return error
    except openai.error.APIError:
        if error:
            return "api of " + error
    except openai.error.APIConnectionError as failed:
        return "connection"
    except openai.error.Timeout:
        return "timeout"
    except:
        return "anything"
    return "none"
