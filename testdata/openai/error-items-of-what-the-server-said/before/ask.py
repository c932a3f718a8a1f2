import openai
from openai import error


def ask(messages):
    try:
        return openai.ChatCompletion.create(model="gpt-4", messages=messages)["choices"][0]["message"]["content"]
    except openai.error.RateLimitError as e:
        if e.error.code == "insufficient_quota":
            return "no money"
        return "later: " + e.error.message
    except error.InvalidRequestError as e:
        return e.error.param, e.error["code"], e.error["message"], f"{e.error.type}: {e.error['message']}"
    except (error.AuthenticationError, error.PermissionError) as e:
        return e.error.get("code") or e.json_body["error"]["message"]


def tell(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except openai.error.OpenAIError as e:
        if e.http_status is None:
            return "not reached"
        return e.error.code, e.error["message"]


def asked(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except openai.error.InvalidRequestError as e:
        if e.error and e.error.code == "content_policy_violation":
            return "refused"
        return e.error["message"] if e.error is not None else str(e)
    except openai.error.OpenAIError as e:
        return e.error.type if not e.error is None else None
