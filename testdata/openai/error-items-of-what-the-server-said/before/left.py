import openai


def ask(prompt):
    try:
        return openai.Completion.create(model="davinci-002", prompt=prompt)["choices"][0]["text"]
    except openai.error.RateLimitError as e:
        return e.error.get("code", "unknown"), e.error.details, bool(e.error)


def said(prompt):
    try:
        return ask(prompt)
    except openai.error.RateLimitError as e:
        return e.error or "nothing"
