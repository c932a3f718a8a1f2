import openai


def shown(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)
    except openai.error.OpenAIError as e:
        return vars(e), e.__dict__.get("json_body")


def asked(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)
    except openai.error.RateLimitError as e:
        if hasattr(e, "http_status"):
            return e.http_status
        return hasattr(e, "code"), vars(prompt)
