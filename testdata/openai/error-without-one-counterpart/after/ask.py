import openai


def reason(call):
    try:
        call()
    except openai.BadRequestError:
        return "bad request"
    except openai.InternalServerError:
        return "later"
