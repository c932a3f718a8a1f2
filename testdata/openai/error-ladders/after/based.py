import openai


def run(event):
    try:
        openai.chat.completions.create(model=event, messages=[], timeout=1)
    except (openai.BadRequestError, openai.NotFoundError, openai.AuthenticationError) as error:
        return "ours"
    except openai.InternalServerError:
        return "later"
    except openai.OpenAIError:
        return "theirs"
    return "none"
