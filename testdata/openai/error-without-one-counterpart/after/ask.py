import openai


def reason(call):
    try:
        call()
    except (openai.BadRequestError, openai.NotFoundError):
        return "bad request"
    except openai.InternalServerError:
        return "later"
