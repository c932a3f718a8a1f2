import openai


def ask(messages):
    try:
        return openai.chat.completions.create(model="gpt-4", messages=messages).choices[0].message.content
    except openai.RateLimitError as e:
        if e.code == "insufficient_quota":
            return "no money"
        return "later: " + e.response.json()["error"]["message"]
    except (openai.BadRequestError, openai.NotFoundError) as e:
        return e.param, e.code, e.response.json()["error"]["message"], f"{e.type}: {e.response.json()['error']['message']}"
    except (openai.AuthenticationError, openai.PermissionDeniedError) as e:
        return e.code or e.response.json()["error"]["message"]


def tell(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except openai.OpenAIError as e:
        if getattr(e, "status_code", None) is None:
            return "not reached"
        return getattr(e, "code", None), e.response.json()["error"]["message"] if isinstance(e, openai.APIStatusError) else None


def asked(prompt):
    try:
        return openai.completions.create(model="davinci-002", prompt=prompt).choices[0].text
    except (openai.BadRequestError, openai.NotFoundError) as e:
        if e.body and e.code == "content_policy_violation":
            return "refused"
        return e.response.json()["error"]["message"] if e.body is not None else str(e)
    except openai.OpenAIError as e:
        return getattr(e, "type", None) if not getattr(e, "body", None) is None else None
