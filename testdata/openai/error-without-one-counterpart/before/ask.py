import openai


def reason(call):
    try:
        call()
    except openai.error.InvalidRequestError:
        return "bad request"
    except openai.error.ServiceUnavailableError:
        return "later"
