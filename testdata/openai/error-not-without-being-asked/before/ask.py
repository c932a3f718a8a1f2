import openai


def reason(call):
    try:
        call()
    except openai.error.APIConnectionError:
        return "network"
    except openai.InvalidRequestError:
        return "bad request"
