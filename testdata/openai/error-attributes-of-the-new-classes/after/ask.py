import openai


def ask(run):
    try:
        return run()
    except openai.BadRequestError as e:
        return e.status_code, e.status_code, e.request_id
    except openai.RateLimitError as e:
        return e.response.headers, e.code, e.body
