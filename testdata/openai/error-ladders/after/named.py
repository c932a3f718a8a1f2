import openai


def run(event):
    error = "outside"
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except ValueError:
        return "value"
    except openai.InternalServerError as error_2:
        if error_2.status_code == 503:
            return error
        else:
            if error:
                return "api of " + error
    except openai.APITimeoutError:
        return "timeout"
    except openai.APIConnectionError as failed:
        return "connection"
    except:
        return "anything"
    return "none"
